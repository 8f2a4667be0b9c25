// The rows of the timeline: calls and subruns in the order in which they began. Pure.
import { numberOf } from "#src/protocol/presentation/order-nodes.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";

/** `start` in milliseconds since 1970; `duration` null for what has not ended. */
export type TimelineItem = { readonly start: number; readonly duration: number | null } & (
  | { readonly kind: "call"; readonly key: string; readonly call: NodeSummary }
  | { readonly kind: "run"; readonly key: string; readonly run: Run }
);

export function timelineItems({ run, nodes }: RunOutline, runs: readonly Run[]): TimelineItem[] {
  const calls = nodes.map((call): TimelineItem => ({
    kind: "call",
    key: call.id,
    call,
    start: Date.parse(call.started_at),
    duration: call.status === "running" ? null : (call.duration_ms ?? 0),
  }));
  const subruns = runs
    .filter(({ subrun_of }) => subrun_of === run.run_id)
    .map((one): TimelineItem => ({
      kind: "run",
      key: one.run_id,
      run: one,
      start: Date.parse(one.started_at),
      duration: one.status === "running" ? null : (one.duration_ms ?? 0),
    }));
  return [...calls, ...subruns].sort((a, b) => a.start - b.start || numberIn(a) - numberIn(b));
}

function numberIn(item: TimelineItem): number {
  return item.kind === "call" ? numberOf(item.call.id) : 0;
}
