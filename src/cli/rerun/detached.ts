// A re-run in the background: the server starts it, and this command only says which run it is.
import { printJson, printData } from "#src/cli/output.ts";
import type { RerunWish } from "#src/cli/rerun/foreground.ts";
import { waitForRun } from "#src/cli/wait-for-run.ts";

interface DetachedOptions {
  readonly wait: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/**
 * Prints the id of the new run, or as JSON what the server says of it. `timeoutMs` is the wait's where
 * there is one, else the program's. Resolves to the exit code.
 */
export async function rerunDetached(
  { api, run, options, timeoutMs }: RerunWish,
  { wait, json, quiet }: DetachedOptions,
): Promise<number> {
  const limit = timeoutMs === null || wait ? {} : { timeout: timeoutMs / 1000 };
  const started = await api.startRerun(run.run_id, { ...options, ...limit });
  if (!wait) {
    if (json) await printJson(started);
    else if (!quiet) await printData(`${started.run_id}\n`);
    return 0;
  }
  const ended = await waitForRun(api, started.run_id, timeoutMs);
  if (json) await printJson(ended);
  else if (!quiet) await printData(`${ended.run_id}\n`);
  return ended.status === "finished" ? 0 : 1;
}
