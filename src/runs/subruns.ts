// Parts of a program with a graph of their own: runs inside of a run. Runs in the server.
import { requireRun } from "#src/runs/node-detail.ts";
import type { RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/**
 * The run of the whole program that a run belongs to: itself where it is no subrun.
 * @throws AoError `not_found`.
 */
export async function rootOf(store: StoreReader, runId: string): Promise<RunRecord> {
  let record = await requireRun(store, runId);
  while (record.run.subrun_of !== null) record = await requireRun(store, record.run.subrun_of);
  return record;
}

/** The subruns inside of a run, at any depth, in the order in which they started. */
export async function subrunsOf(store: StoreReader, runId: string): Promise<readonly RunRecord[]> {
  return store.runs.subrunsOf(runId);
}
