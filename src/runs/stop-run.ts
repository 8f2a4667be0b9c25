// Stops the program of a run that is going on, and waits for the run's end. Runs in the server.
import type { Directories } from "#src/config/directories.ts";
import { AoError } from "#src/errors.ts";
import type { Run } from "#src/protocol/session.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { livingWriters } from "#src/runs/spool-folder.ts";
import { stopProcesses } from "#src/runs/stop-processes.ts";
import { rootOf } from "#src/runs/subruns.ts";
import type { StoreReader } from "#src/store/store.ts";

/** What the owner has to deliver the end when its program is gone. */
const DELIVERY_MS = 10_000;
const PAUSE_MS = 50;

export interface StopServices {
  readonly store: StoreReader;
  readonly directories: Pick<Directories, "spool">;
  /** Takes up runs whose owner is dead. */
  readonly collect: () => Promise<void>;
}

/** See {@link RunService.stopRun}. */
export async function stopRun(
  services: StopServices,
  runId: string,
  graceMs: number,
): Promise<Run> {
  const { run, pid, startedAt } = await runningRun(services.store, runId);
  // Also those that have left the family of their owner.
  const known = livingWriters(services.directories.spool, run.run_id);
  await stopProcesses({ owner: pid, known, graceMs });
  const ended = await endOf(services.store, run.run_id);
  if (ended !== null) return ended;
  // It does not say how the run ended: what it has recorded is taken up without it.
  if (isProcessAlive(pid, startedAt)) process.kill(pid, "SIGKILL");
  await services.collect();
  const last = await endOf(services.store, run.run_id);
  if (last !== null) return last;
  throw new AoError("internal", `Cannot stop run "${run.run_id}": process ${pid} does not end`);
}

/** A subrun is stopped with the program that it is a part of. */
async function runningRun(store: StoreReader, runId: string) {
  const record = await rootOf(store, runId);
  const { status } = record.run;
  if (status === "running" && isProcessAlive(record.pid, record.startedAt)) return record;
  const why = status === "running" ? "its process is gone" : `it is ${status}`;
  throw new AoError("conflict", `Cannot stop run "${runId}": ${why}`);
}

async function endOf(store: StoreReader, runId: string): Promise<Run | null> {
  const deadline = performance.now() + DELIVERY_MS;
  for (;;) {
    const { run } = await requireRun(store, runId);
    if (run.status !== "running") return run;
    if (performance.now() > deadline) return null;
    await Bun.sleep(PAUSE_MS);
  }
}
