// Which two runs are compared, and which one is their control. Pure.
import { CONTROL_LABEL, wholeRuns } from "#src/protocol/presentation/session-runs.ts";
import type { Run } from "#src/protocol/session.ts";

export interface RunPair {
  /** The older one, or the one that was wished. */
  readonly a: Run;
  readonly b: Run;
}

/**
 * `run` is b. Where no other one is wished it is the run that it is a re-run of, else the run before it;
 * the first run of a session is a itself, compared with the newest. Null where there is no second run.
 */
export function choosePair(run: Run, runs: readonly Run[], other: string | null): RunPair | null {
  const wished = runs.find(({ run_id: id }) => id === (other ?? run.parent_run_id));
  if (wished !== undefined && wished !== run) return { a: wished, b: run };
  const alike = run.subrun_of === null ? wholeRuns(runs) : samePlace(run, runs);
  const before = alike[alike.indexOf(run) - 1];
  if (before !== undefined) return { a: before, b: run };
  const newest =
    alike.findLast(({ label }) => label !== CONTROL_LABEL && alike.length > 1) ?? alike.at(-1);
  return newest === undefined || newest === run ? null : { a: run, b: newest };
}

/** True while one is under way. */
export function hasRunningControl({ a }: RunPair, runs: readonly Run[]): boolean {
  return runs.some(
    ({ label, parent_run_id: parent, status }) =>
      label === CONTROL_LABEL && parent === a.run_id && status === "running",
  );
}

/** The newest re-run of a that was made to tell what an edit changed from what varies by itself. */
export function controlOf({ a, b }: RunPair, runs: readonly Run[]): Run | null {
  const found = runs.findLast(
    ({ label, parent_run_id: parent, status, run_id: id }) =>
      label === CONTROL_LABEL && parent === a.run_id && status !== "running" && id !== b.run_id,
  );
  return found ?? null;
}

/** Subruns that stand at one place of the program, in its different runs. */
function samePlace(run: Run, runs: readonly Run[]): readonly Run[] {
  return runs.filter(({ subrun_of: holder, path }) => holder !== null && path === run.path);
}
