// The runs of a session in the orders in which people see them; the page has them, too. Pure.
import type { Run } from "#src/protocol/session.ts";

/** Runs as the server lists them, newest first, in the order in which they were started. */
export function oldestFirst(runs: readonly Run[]): Run[] {
  // Reversed first: subruns may start in the same millisecond.
  return runs.toReversed().sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at));
}

/** Runs of whole programs: what is counted, and what is meant where nothing is said. */
export function wholeRuns(runs: readonly Run[]): Run[] {
  return runs.filter((run) => run.subrun_of === null);
}

/** The label of runs that were made to compare with (`ao diff --control`). */
export const CONTROL_LABEL = "control";

/**
 * The newest run of a whole program, of runs that are oldest first. A control was made for a
 * comparison: nobody means it who does not name it, unless there is no other.
 */
export function newestRun(runs: readonly Run[]): Run | undefined {
  const whole = wholeRuns(runs);
  return whole.findLast(({ label }) => label !== CONTROL_LABEL) ?? whole.at(-1);
}

interface InsideRun {
  readonly run: Run;
  /** From 1. */
  readonly depth: number;
}

/** The subruns inside of a run, each followed by what is inside of it. */
export function subrunsInside(runs: readonly Run[], runId: string): InsideRun[] {
  const held = Map.groupBy(runs, (run) => run.subrun_of);
  const inside = (holder: string, depth: number): InsideRun[] =>
    (held.get(holder) ?? []).flatMap((run) => [{ run, depth }, ...inside(run.run_id, depth + 1)]);
  return inside(runId, 1);
}
