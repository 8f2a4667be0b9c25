// Stops several runs at once. Runs in the CLI.
import type { ApiClient } from "#src/client/api-client.ts";
import { inParallel } from "#src/cli/in-parallel.ts";
import { isAoError } from "#src/errors.ts";
import type { Run } from "#src/protocol/session.ts";

/** Each may take as long as its program has to end by itself. */
const AT_ONCE = 16;

/**
 * The runs that were stopped, in the order of `runs`; one that has ended by itself meanwhile is left
 * out. `onStopped` hears of each as soon as it is.
 */
export async function stopRuns(
  api: Pick<ApiClient, "stopRun">,
  runs: readonly Run[],
  options: { readonly timeoutMs: number | null; readonly onStopped: (run: Run) => Promise<void> },
): Promise<Run[]> {
  const { timeoutMs, onStopped } = options;
  const request = timeoutMs === null ? {} : { timeout: timeoutMs / 1000 };
  const stopped = await inParallel(runs, AT_ONCE, async ({ run_id }) => {
    try {
      const ended = await api.stopRun(run_id, request);
      await onStopped(ended);
      return ended;
    } catch (error) {
      if (isAoError(error) && error.code === "conflict") return null;
      throw error;
    }
  });
  return stopped.filter((run) => run !== null);
}
