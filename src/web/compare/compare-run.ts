// The way to the comparison of a run, from a button, a key or the palette. Runs in the browser.
import type { Run } from "#src/protocol/session.ts";
import { goTo } from "#src/web/state/location.ts";
import { choosePair } from "./choose-pair.ts";

/** Compares it with the run that it is a re-run of, or else with the one nearest to it. */
export function compareRun(run: Run): void {
  goTo({ session: run.session_id, run: run.run_id, other: null, screen: "compare" });
}

/** True where there is something to compare it with. */
export function hasOther(run: Run, runs: readonly Run[]): boolean {
  return choosePair(run, runs, null) !== null;
}
