// What a run or call took more or less; the page has it, too. Pure.
import { formatCost, formatCount, formatDuration } from "#src/protocol/presentation/format.ts";
import type { Deltas } from "#src/protocol/diff.ts";

/** `+12 tokens in, -3 out · -$0.0012 · +1.20 s`; parts that did not change are left out. */
export function describeDeltas({ tokens, cost_usd, duration_ms }: Deltas): string {
  const parts = [];
  const moved = describeTokens(tokens);
  if (moved !== "") parts.push(moved);
  if (cost_usd !== null && cost_usd !== 0) parts.push(signed(cost_usd, formatCost));
  if (duration_ms !== null && Math.abs(duration_ms) >= 1) {
    parts.push(signed(duration_ms, formatDuration));
  }
  return parts.join(" · ");
}

/** Never with an arrow or dash between: `-4→-4` would read as a range. */
function describeTokens({ input, output }: Deltas["tokens"]): string {
  if (input === 0) return output === 0 ? "" : `${signed(output, formatCount)} tokens out`;
  const out = output === 0 ? "" : `, ${signed(output, formatCount)} out`;
  return `${signed(input, formatCount)} tokens in${out}`;
}

/** `+12`, `-$0.0012`. */
export function signed(value: number, format: (value: number) => string): string {
  return `${value < 0 ? "-" : "+"}${format(Math.abs(value))}`;
}
