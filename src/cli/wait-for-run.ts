// Waits until a run has ended and its graph is complete: what `--wait` does, everywhere.
import { usage } from "#src/cli/arguments.ts";
import { secondsOption } from "#src/cli/seconds-option.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import { AoError } from "#src/errors.ts";
import type { Run } from "#src/protocol/session.ts";

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/**
 * The run when it is over.
 * @throws AoError `timed_out` where that takes more than `timeoutMs`.
 */
export async function waitForRun(
  api: Pick<ApiClient, "settledRun">,
  runId: string,
  timeoutMs: number | null,
): Promise<Run> {
  const deadline = timeoutMs === null ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const { run, settled } = await api.settledRun(runId);
    if (settled) return run;
    const left = deadline - performance.now();
    if (left <= 0) throw tookTooLong(run, timeoutMs ?? 0);
    await Bun.sleep(Math.min(pause, left));
  }
}

interface WaitWish {
  readonly wait: boolean;
  readonly timeout: string | undefined;
}

/** The time that `--wait` may take; undefined where nobody waits. @throws AoError `usage`. */
function waitLimit({ wait, timeout }: WaitWish): number | null | undefined {
  const limit = secondsOption(timeout, "--timeout");
  if (wait) return limit;
  if (limit !== null) throw usage("cannot use --timeout without --wait: nothing is waited for");
  return undefined;
}

/** Waits for each of the runs where `--wait` is given. */
export async function waitIfAsked(
  api: Pick<ApiClient, "settledRun">,
  runs: readonly Run[],
  wish: WaitWish,
): Promise<void> {
  const limit = waitLimit(wish);
  if (limit === undefined) return;
  await Promise.all(runs.map((run) => waitForRun(api, run.run_id, limit)));
}

function tookTooLong(run: Run, timeoutMs: number): AoError {
  const state = run.status === "running" ? "still running" : "still being analysed";
  return new AoError(
    "timed_out",
    `Cannot wait any longer for run "${run.run_id}": it is ${state} after ${timeoutMs / 1000} s`,
    { hint: "it goes on; ao stop ends it" },
  );
}
