// What a program says of its run with `log(entry, { success })`. Runs in the server.
import type { Static } from "@sinclair/typebox";
import type { RunLog } from "#src/protocol/program-log.ts";
import type { ProgramLog as ProgramLogSchema } from "#src/protocol/runner-event.ts";
import type { Run } from "#src/protocol/session.ts";
import type { Change } from "#src/runs/journal.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { announceRun } from "#src/runs/run-events.ts";
import { runOfEvent } from "#src/runs/subruns.ts";
import type { StoreReader } from "#src/store/store.ts";

/** Keeps the entry; with a judgement the run, or the subrun it was written in, is marked with it. */
export async function takeProgramLog(
  change: Change,
  mainRunId: string,
  event: Static<typeof ProgramLogSchema>,
): Promise<void> {
  const { store } = change;
  const runId = await runOfEvent(store, mainRunId, event.subrun);
  // Looked for only for a judgement: among entries without one it would be searched to the start.
  const before = event.success === null ? null : await store.programLog.lastSuccess(runId);
  const entry = JSON.stringify(event.entry) ?? "null";
  await store.programLog.add({ runId, at: event.at, entry, success: event.success });
  await store.runs.addUsage(runId, { bytes: entry.length });
  if (event.success === null) return;
  const { run } = await requireRun(store, runId);
  const result = toResult(event.success);
  // Where it is not what the program said last, a person has judged: that stays.
  if (run.result !== toResult(before) || run.result === result) return;
  await store.runs.patch(runId, { result });
  await announceRun(change, runId, "run.updated");
}

/** See {@link RunService.log}: with what was written in its subruns, in order of time. */
export async function readRunLog(store: StoreReader, runId: string): Promise<RunLog> {
  const { run } = await requireRun(store, runId);
  const places = [{ run, subrunPath: null }, ...(await store.runs.subrunsOf(runId))];
  const entries: { at: number; ordinal: number; shown: RunLog["entries"][number] }[] = [];
  for (const { run: place, subrunPath } of places) {
    for (const { ordinal, at, entry, success } of await store.programLog.of(place.run_id)) {
      const shown = {
        at: new Date(at).toISOString(),
        run_id: place.run_id,
        subrun: subrunPath,
        entry: JSON.parse(entry) as unknown, // Written by `takeProgramLog` alone.
        success,
      };
      entries.push({ at, ordinal, shown });
    }
  }
  entries.sort((a, b) => a.at - b.at || a.ordinal - b.ordinal);
  return { run_id: runId, entries: entries.map(({ shown }) => shown) };
}

function toResult(success: boolean | null): Run["result"] {
  if (success === null) return null;
  return success ? "satisfactory" : "failed";
}
