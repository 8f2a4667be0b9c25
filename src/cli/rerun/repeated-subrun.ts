// Which subrun of a re-run is the one that was to be run again.
import type { ApiClient } from "#src/client/api-client.ts";
import { subrunsInside } from "#src/protocol/presentation/session-runs.ts";
import type { Run } from "#src/protocol/session.ts";
import type { RecordedRun } from "#src/record/record-run.ts";

/** With `subrun`, where `run` is one; null in it where the program did not come to it this time. */
export async function withRepeatedSubrun(
  api: Pick<ApiClient, "listRuns">,
  run: Run,
  recorded: RecordedRun,
): Promise<RecordedRun> {
  if (run.path === null || recorded.run === null) return recorded;
  const { path } = run;
  try {
    const inside = subrunsInside(await api.listRuns(run.session_id), recorded.run.runId);
    const again = inside.find((each) => each.run.path === path);
    // Not all has arrived: that it is missing says nothing yet.
    if (again === undefined && !recorded.delivery?.settled) return recorded;
    return { ...recorded, subrun: { path, runId: again?.run.run_id ?? null } };
  } catch {
    // The server has gone meanwhile: what was recorded is said all the same.
    return recorded;
  }
}
