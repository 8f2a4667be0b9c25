// A re-run in the background: the server starts it, and this command only says which run it is.
import { TIMED_OUT } from "#src/record/record-summary.ts";
import { printJson, printData, say } from "#src/cli/output.ts";
import type { RerunWish } from "#src/cli/rerun/foreground.ts";
import { waitForRun } from "#src/cli/wait-for-run.ts";
import type { Run } from "#src/protocol/session.ts";

interface DetachedOptions {
  readonly wait: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/**
 * Prints the id of the new run, or as JSON what the server says of it. Its own process stops the
 * program when its time is over, whether somebody waits or not. Resolves to the exit code.
 */
export async function rerunDetached(
  { api, run, options, timeoutMs }: RerunWish,
  { wait, json, quiet }: DetachedOptions,
): Promise<number> {
  const limit = timeoutMs === null ? {} : { timeout: timeoutMs / 1000 };
  const started = await api.startRerun(run.run_id, { ...options, ...limit });
  if (!wait) {
    if (json) await printJson(started);
    else if (!quiet) await printData(`${started.run_id}\n`);
    return 0;
  }
  const ended = await waitForRun(api, started.run_id, null);
  if (json) await printJson(ended);
  else if (!quiet) await printData(`${ended.run_id}\n`);
  if (!tookAllItsTime(ended, timeoutMs)) return ended.status === "finished" ? 0 : 1;
  if (!json && !quiet) await say(`run ${ended.run_id} was stopped: its time was over`);
  return TIMED_OUT;
}

/** Timers count whole milliseconds: one may fire a part of one early. */
const EARLY_MS = 1;

function tookAllItsTime({ duration_ms: duration }: Run, timeoutMs: number | null): boolean {
  return timeoutMs !== null && duration !== null && duration + EARLY_MS >= timeoutMs;
}
