// Takes the answers of a run out of use for good; its graph stays. Runs in the server.
import type { CacheErasure } from "#src/protocol/http-api.ts";
import type { Journal } from "#src/runs/journal.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { announceRun } from "#src/runs/run-events.ts";
import { withSubruns } from "#src/runs/subruns.ts";

/** See {@link RunService.eraseCache}. */
export async function eraseCache(journal: Journal, runId: string): Promise<CacheErasure> {
  const { run } = await requireRun(journal.reader, runId);
  const family = await withSubruns(journal.reader, run.run_id);
  await journal.change(async (change) => {
    for (const id of family) {
      await change.store.runs.eraseCache(id);
      await announceRun(change, id, "run.updated");
    }
  });
  const others = await journal.reader.runs.listOf(run.session_id);
  // Their files were written when they started, from all runs of the session.
  const users = others.filter(
    (other) =>
      other.run.status === "running" &&
      other.run.replay !== null &&
      other.run.subrun_of === null &&
      !family.includes(other.run.run_id),
  );
  return { run_id: run.run_id, in_use_by: users.map((user) => user.run.run_id) };
}
