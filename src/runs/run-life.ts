// Whether anything can still happen in a run. Runs in the server.
import type { Directories } from "#src/config/directories.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { isWriterAlive, readManifest, streamFiles, writerPid } from "#src/runs/spool-folder.ts";
import type { NodeRecord, RunRecord } from "#src/store/records.ts";

/** True while the owner of a run that has not ended lives, or a process that writes its events. */
export function isRunAlive(
  directories: Pick<Directories, "spool">,
  { run, pid, startedAt }: RunRecord,
): boolean {
  if (run.status === "running" && isProcessAlive(pid, startedAt)) return true;
  const manifest = readManifest(directories.spool, run.run_id);
  if (manifest === null) return false;
  return streamFiles(directories.spool, run.run_id).some((file) => isWriterAlive(file, manifest));
}

/** True while the process that made a call lives; a call id starts with its stream's id. */
export function isCallerAlive(node: NodeRecord): boolean {
  const pid = writerPid(node.callId ?? "");
  return pid !== null && isProcessAlive(pid, node.startedAt);
}
