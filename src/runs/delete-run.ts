// Deletes one run of a session. Runs in the server.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { AoError } from "#src/errors.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { removeReplaysOfRuns } from "#src/runs/replay/replay-folder.ts";
import { announceSession } from "#src/runs/run-events.ts";
import { isRunAlive } from "#src/runs/run-life.ts";
import type { DeleteServices } from "#src/runs/session-actions.ts";

/**
 * Deletes a run with its subruns, what lies in the spool for it, and the bodies that only it used. Its
 * re-runs stay; the id by which they name their parent then leads nowhere.
 * @throws AoError `not_found`, or `conflict` while it is going on.
 */
export async function deleteRun(
  { journal, directories }: DeleteServices,
  runId: string,
): Promise<void> {
  const runIds = await journal.change(async (change) => {
    const { store, emit } = change;
    const record = await requireRun(store, runId);
    const family = [record, ...(await store.runs.subrunsOf(runId))];
    const alive = family.find((one) => isRunAlive(directories, one));
    if (alive !== undefined) {
      throw new AoError("conflict", `Cannot delete run ${runId}: it is going on`, {
        hint: `stop it first: ao stop ${record.run.session_id}`,
      });
    }
    const { session_id } = record.run;
    await store.runs.delete(family.map(({ run }) => run.run_id));
    for (const { run } of family) {
      await emit({ type: "run.deleted", session_id, run_id: run.run_id, data: { deleted: true } });
    }
    await announceSession(change, session_id);
    return family.map(({ run }) => run.run_id);
  });
  // Left lying, it would bring the run back.
  rmSync(join(directories.spool, runId), { recursive: true, force: true });
  removeReplaysOfRuns(directories, runIds);
  journal.reclaim();
}
