// The files that runners answer calls from: written for one run, deleted by it at its end, else after
// a week. Runs in the server.
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import { AoError, describeThrown } from "#src/errors.ts";
import { createId } from "#src/protocol/create-id.ts";

/** Runners read their file at the start; a week is beyond any that still needs one. */
const KEPT_MS = 7 * 24 * 3600 * 1000;
/** A write for each line would cost more than making it. */
const BUFFERED = 256 * 1024;

export interface ReplayWriter {
  readonly file: string;
  line(text: string): void;
  /** All lines are in the file. */
  close(): void;
  /** There is to be no file after all. */
  discard(): void;
}

/** A new file for the user alone. @throws AoError `home_unusable`. */
export function createReplayFile(
  directories: Pick<Directories, "runtime">,
  runId: string,
): ReplayWriter {
  const folder = join(directories.runtime, "replay");
  const file = join(folder, `${runId}-${createId()}.jsonl`);
  const descriptor = open(folder, file);
  let buffered = "";
  const flush = (): void => {
    const bytes = Buffer.from(buffered);
    buffered = "";
    for (let start = 0; start < bytes.length;) {
      start += writeSync(descriptor, bytes, start);
    }
  };
  return {
    file,
    line(text) {
      buffered += `${text}\n`;
      if (buffered.length >= BUFFERED) flush();
    },
    close() {
      flush();
      closeSync(descriptor);
    },
    discard() {
      closeSync(descriptor);
      rmSync(file, { force: true });
    },
  };
}

function open(folder: string, file: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeOld(folder);
    return openSync(file, "wx", 0o600);
  } catch (error) {
    throw new AoError("home_unusable", `Cannot write "${file}": ${describeThrown(error)}`, {
      hint: "check the permissions of the directory and the disk, or set AO_HOME",
      cause: error,
    });
  }
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // A run that ends deletes its own at any moment.
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (written !== undefined && Date.now() - written > KEPT_MS) rmSync(path, { force: true });
  }
}
