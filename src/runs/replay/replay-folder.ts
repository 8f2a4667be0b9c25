// The files that runners answer calls from: written for one run, deleted by it at its end; where it
// could not, with what it left in the spool. Runs in the server.
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import { explainWriteError } from "#src/config/write-problem.ts";
import { AoError } from "#src/errors.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { readManifest } from "#src/runs/spool-folder.ts";

/** Whoever has asked for one names it in the manifest of its run at once; after this it has been killed. */
const UNCLAIMED_MS = 10 * 60 * 1000;
/** A write for each line would cost more than making it. */
const BUFFERED = 256 * 1024;

type ReplayDirectories = Pick<Directories, "runtime" | "spool">;

export interface ReplayWriter {
  readonly file: string;
  line(text: string): void;
  /** All lines are in the file. */
  close(): void;
  /** There is to be no file after all. */
  discard(): void;
}

/** A new file for the user alone. @throws AoError `home_unusable`. */
export function createReplayFile(directories: ReplayDirectories, runId: string): ReplayWriter {
  const folder = replayFolder(directories);
  const file = join(folder, `${runId}-${createId()}.jsonl`);
  removeUnclaimed(directories);
  const descriptor = open(folder, file);
  let buffered = "";
  const flush = (): void => {
    const bytes = Buffer.from(buffered);
    buffered = "";
    try {
      for (let start = 0; start < bytes.length;) start += writeSync(descriptor, bytes, start);
    } catch (error) {
      throw unwritable(file, error);
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

/** What a run leaves that could not clean up: nobody reads it any more. */
export function removeReplayOf(
  directories: ReplayDirectories,
  { replay_file, readings_file }: Pick<SpoolManifest, "replay_file" | "readings_file">,
): void {
  const folder = replayFolder(directories);
  for (const file of [replay_file, readings_file]) {
    // A manifest is a file like any other: it is not to say what else is deleted.
    if (file && file === join(folder, basename(file))) rmSync(file, { force: true });
  }
}

/** Files that no run names: whoever asked for them was killed before it started one. */
export function removeUnclaimed(directories: ReplayDirectories): void {
  removeWhere(directories, (path) => {
    // A run that ends deletes its own at any moment.
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return written !== undefined && Date.now() - written > UNCLAIMED_MS;
  });
}

/** What was written of these runs, which are deleted; not what a re-run under way is answered from. */
export function removeReplaysOfRuns(
  directories: ReplayDirectories,
  runIds: readonly string[],
): void {
  const ids = new Set(runIds);
  removeWhere(directories, (path) => ids.has(basename(path).replace(/-.*/, "")));
}

function removeWhere(directories: ReplayDirectories, isOver: (path: string) => boolean): void {
  const folder = replayFolder(directories);
  const over = namesIn(folder)
    .map((name) => join(folder, name))
    .filter(isOver);
  if (over.length === 0) return;
  const inUse = filesInUse(directories);
  for (const path of over) if (!inUse.has(path)) rmSync(path, { force: true });
}

function filesInUse({ spool }: ReplayDirectories): ReadonlySet<string | null | undefined> {
  return new Set(
    namesIn(spool).flatMap((runId) => {
      const manifest = readManifest(spool, runId);
      return manifest === null ? [] : [manifest.replay_file, manifest.readings_file];
    }),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // Nothing has been written yet.
  }
}

function replayFolder({ runtime }: ReplayDirectories): string {
  return join(runtime, "replay");
}

function open(folder: string, file: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openSync(file, "wx", 0o600);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Says why, and what to do about it. */
export function unwritable(file: string, error: unknown): AoError {
  const { reason, mend } = explainWriteError(error, dirname(file));
  return new AoError("home_unusable", `Cannot write "${file}": ${reason}`, {
    hint: mend,
    cause: error,
  });
}
