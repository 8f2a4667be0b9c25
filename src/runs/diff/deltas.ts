// Differences of what calls and runs took. Pure.
import type { Deltas } from "#src/protocol/diff.ts";
import { sumUsage } from "#src/protocol/presentation/usage.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";

type Numbers = Pick<NodeSummary, "tokens" | "cost_usd" | "duration_ms">;

/** `b` minus `a`. */
export function callDeltas(a: Numbers, b: Numbers): Deltas {
  return {
    tokens: {
      input: (b.tokens?.input ?? 0) - (a.tokens?.input ?? 0),
      output: (b.tokens?.output ?? 0) - (a.tokens?.output ?? 0),
      cached: (b.tokens?.cached ?? 0) - (a.tokens?.cached ?? 0),
    },
    cost_usd:
      a.cost_usd === null && b.cost_usd === null ? null : (b.cost_usd ?? 0) - (a.cost_usd ?? 0),
    duration_ms:
      a.duration_ms === null || b.duration_ms === null ? null : b.duration_ms - a.duration_ms,
  };
}

/** `b` minus `a`: tokens and costs of all their calls, those in subruns too; the time of the programs. */
export function runDeltas(
  a: { readonly run: Run; readonly calls: readonly NodeSummary[] },
  b: { readonly run: Run; readonly calls: readonly NodeSummary[] },
): Deltas {
  return callDeltas(
    { ...sumUsage(a.calls), duration_ms: a.run.duration_ms },
    { ...sumUsage(b.calls), duration_ms: b.run.duration_ms },
  );
}
