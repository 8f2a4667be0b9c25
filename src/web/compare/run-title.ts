// A run of a session in some words, where one is chosen among them. Pure.
import { formatDuration, plural } from "#src/protocol/presentation/format.ts";
import { wholeRuns } from "#src/protocol/presentation/session-runs.ts";
import type { Run } from "#src/protocol/session.ts";

/** `2 ⤷ 1 “label” · finished · 7 calls · 1.20 s`: the second run, a re-run of the first. */
export function runTitle(run: Run, runs: readonly Run[]): string {
  return [
    run.path === null ? numberOf(run, runs) : `${holderOf(run, runs)} › ${run.path}`,
    run.status,
    plural(run.nodes, "call"),
    run.duration_ms === null ? "" : formatDuration(run.duration_ms),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function numberOf(run: Run, runs: readonly Run[]): string {
  const whole = wholeRuns(runs);
  const place = (id: string | null): number => whole.findIndex(({ run_id }) => run_id === id) + 1;
  const parent = place(run.parent_run_id);
  const number = `${place(run.run_id)}${parent === 0 ? "" : ` ⤷ ${parent}`}`;
  return run.label === null ? number : `${number} “${run.label}”`;
}

function holderOf(run: Run, runs: readonly Run[]): string {
  const holder = runs.find(({ run_id: id }) => id === run.subrun_of);
  if (holder === undefined) return "";
  return holder.subrun_of === null ? numberOf(holder, runs) : holderOf(holder, runs);
}
