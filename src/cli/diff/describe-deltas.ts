// What a run or call took more or less; the page has it, too. Pure.
import { formatCost, formatCount, formatDuration } from "#src/cli/format.ts";
import type { Deltas } from "#src/protocol/diff.ts";

/** `+12→-3 tokens · -$0.0012 · +1.20 s`; parts that did not change are left out. */
export function describeDeltas({ tokens, cost_usd, duration_ms }: Deltas): string {
  const parts = [];
  if (tokens.input !== 0 || tokens.output !== 0) {
    parts.push(`${signed(tokens.input, formatCount)}→${signed(tokens.output, formatCount)} tokens`);
  }
  if (cost_usd !== null && cost_usd !== 0) parts.push(signed(cost_usd, formatCost));
  if (duration_ms !== null && Math.abs(duration_ms) >= 1) {
    parts.push(signed(duration_ms, formatDuration));
  }
  return parts.join(" · ");
}

/** `+12`, `-$0.0012`, `0`. */
export function signed(value: number, format: (value: number) => string): string {
  if (value === 0) return "0";
  return `${value < 0 ? "-" : "+"}${format(Math.abs(value))}`;
}
