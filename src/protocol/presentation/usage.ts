// What calls or runs took together. Pure.
import type { Run } from "#src/protocol/session.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";

export type Usage = Pick<Run, "tokens" | "cost_usd">;

/** A cost that is not known adds nothing; where none is, the sum is not known, and is not zero. */
export function sumUsage(parts: Iterable<Pick<NodeSummary, "tokens" | "cost_usd">>): Usage {
  const tokens = { input: 0, output: 0, cached: 0 };
  let cost: number | null = null;
  for (const part of parts) {
    tokens.input += part.tokens?.input ?? 0;
    tokens.output += part.tokens?.output ?? 0;
    tokens.cached += part.tokens?.cached ?? 0;
    if (part.cost_usd !== null) cost = (cost ?? 0) + part.cost_usd;
  }
  return { tokens, cost_usd: cost };
}
