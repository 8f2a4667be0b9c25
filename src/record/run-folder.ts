// What the files of a run's folder in the spool tell while it is recorded. Runs in the CLI, beside the
// starting program, and loads next to nothing.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { INCOMPLETE_TIME, OWNER_STREAM, parseSegmentName } from "#src/protocol/spool-names.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";

/** True when a process of the program has recorded something. */
export function hasProgramEvents(directory: string): boolean {
  return namesIn(directory).some((name) => {
    const found = parseSegmentName(name);
    if (found === null || found.streamId === OWNER_STREAM) return false;
    const file = statSync(join(directory, name), { throwIfNoEntry: false });
    return file !== undefined && file.size > 0;
  });
}

/** True while a process of the run may still write there: then the server's collector goes on. */
export function hasWriters(directory: string): boolean {
  return namesIn(directory)
    .map((name) => Number.parseInt(name, 10))
    .some((pid) => Number.isInteger(pid) && isProcessAlive(pid));
}

/** True where a writer could not write all it had. */
export function isIncomplete(directory: string): boolean {
  return namesIn(directory).some((name) => {
    const file = statSync(join(directory, name), { throwIfNoEntry: false });
    return file !== undefined && Math.floor(file.mtimeMs / 1000) === INCOMPLETE_TIME;
  });
}

/** The files of a run's folder; none where somebody has deleted it under us. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
