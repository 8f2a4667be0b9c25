// Which two runs are meant. Runs in the CLI.
import { findRun, pickRun } from "#src/cli/session-api.ts";
import { wholeRuns } from "#src/protocol/presentation/session-runs.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import { AoError, isAoError } from "#src/errors.ts";
import type { Run } from "#src/protocol/session.ts";

/**
 * The runs to compare. Where the first is not named it is the one that the second is a re-run of, else
 * the run before it.
 * @throws AoError `not_found` or `conflict`.
 */
export async function chooseRuns(
  api: Pick<ApiClient, "findSession" | "listRuns" | "findRun">,
  named: {
    readonly session: string;
    readonly runA: string | undefined;
    readonly runB: string | undefined;
  },
): Promise<{ readonly a: Run; readonly b: Run }> {
  const { session, runs, run: newest } = await findRun(api, named.session, undefined);
  const find = (reference: string): Promise<Run> =>
    findAnywhere(api, runs, session.name, reference);
  const b = named.runB === undefined ? newest : await find(named.runB);
  const a = named.runA === undefined ? null : await find(named.runA);
  if (a !== null && (a.run_id !== b.run_id || named.runB !== undefined)) return { a, b };
  return { a: await runBefore(api, runs, b), b };
}

/** A run of the session; or, by its id, of another one. */
async function findAnywhere(
  api: Pick<ApiClient, "findRun">,
  runs: readonly Run[],
  sessionName: string,
  reference: string,
): Promise<Run> {
  try {
    return pickRun(runs, sessionName, reference);
  } catch (error) {
    if (!isAoError(error) || error.code !== "not_found" || /^\d+$/.test(reference)) throw error;
    try {
      return await api.findRun(reference);
    } catch {
      throw error;
    }
  }
}

async function runBefore(
  api: Pick<ApiClient, "findRun">,
  runs: readonly Run[],
  run: Run,
): Promise<Run> {
  if (run.parent_run_id !== null) {
    const parent = runs.find(({ run_id }) => run_id === run.parent_run_id);
    return parent ?? findParent(api, run, run.parent_run_id);
  }
  const whole = wholeRuns(runs);
  const before = whole[whole.findIndex(({ run_id }) => run_id === run.run_id) - 1];
  if (before !== undefined) return before;
  throw new AoError(
    "not_found",
    `Cannot compare run "${run.run_id}": the session has no run before it`,
    { hint: "ao rerun makes one to compare; or name two runs" },
  );
}

/** Kept in another session, or deleted. */
async function findParent(
  api: Pick<ApiClient, "findRun">,
  run: Run,
  parentId: string,
): Promise<Run> {
  try {
    return await api.findRun(parentId);
  } catch (error) {
    if (!isAoError(error) || error.code !== "not_found") throw error;
    throw new AoError(
      "not_found",
      `Cannot compare run "${run.run_id}": run "${parentId}", of which it is a re-run, is deleted`,
      { hint: "name two runs; ao runs lists them", cause: error },
    );
  }
}
