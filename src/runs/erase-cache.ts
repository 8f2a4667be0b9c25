// Takes the answers of a run, or of all runs of a session, out of use for good; their graphs stay.
// Runs in the server.
import type { CacheErasure, SessionCacheErasure } from "#src/protocol/http-api.ts";
import type { Journal } from "#src/runs/journal.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { announceRun } from "#src/runs/run-events.ts";
import { requireSession } from "#src/runs/session-actions.ts";
import { withSubruns } from "#src/runs/subruns.ts";
import type { RunRecord } from "#src/store/records.ts";

/** See {@link RunService.eraseCache}. */
export async function eraseCache(journal: Journal, runId: string): Promise<CacheErasure> {
  const { run } = await requireRun(journal.reader, runId);
  const family = await withSubruns(journal.reader, run.run_id);
  await eraseAll(journal, family);
  const others = await journal.reader.runs.listOf(run.session_id);
  const users = others.filter((other) => !family.includes(other.run.run_id));
  return { run_id: run.run_id, in_use_by: answeredNow(users) };
}

/** See {@link RunService.eraseCacheOfSession}. */
export async function eraseCacheOfSession(
  journal: Journal,
  sessionId: string,
): Promise<SessionCacheErasure> {
  await requireSession(journal.reader, sessionId);
  const records = await journal.reader.runs.listOf(sessionId);
  await eraseAll(
    journal,
    records.map(({ run }) => run.run_id),
  );
  return { session_id: sessionId, in_use_by: answeredNow(records) };
}

function eraseAll(journal: Journal, runIds: readonly string[]): Promise<void> {
  return journal.change(async (change) => {
    for (const id of runIds) {
      await change.store.runs.eraseCache(id);
      await announceRun(change, id, "run.updated");
    }
  });
}

/** The re-runs under way: their files were written when they started, from all runs of the session. */
function answeredNow(records: readonly RunRecord[]): string[] {
  return records
    .filter(({ run }) => run.status === "running" && run.replay !== null && run.subrun_of === null)
    .map(({ run }) => run.run_id);
}
