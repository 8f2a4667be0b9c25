// Reads the spool folder of a run. Runs in the server. Trusts nothing in it.
import { Value } from "@sinclair/typebox/value";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { SpoolManifest } from "#src/protocol/spool.ts";
import { Id } from "#src/protocol/ids.ts";
import {
  MANIFEST_NAME,
  OWNER_STREAM,
  type StreamSegment,
  parseSegmentName,
} from "#src/protocol/spool-names.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";

export interface SpoolStreamFile extends StreamSegment {
  readonly path: string;
}

/** The manifest of a run, or null where it is missing or no manifest of this run. */
export function readManifest(spool: string, runId: string): SpoolManifest | null {
  // The id may come from a client: nothing but an id becomes a part of a path.
  if (!Value.Check(Id, runId)) return null;
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(spool, runId, MANIFEST_NAME), "utf8"));
    return Value.Check(SpoolManifest, parsed) && parsed.run_id === runId ? parsed : null;
  } catch {
    return null; // Missing, half written or garbage: for the caller all the same.
  }
}

/** The stream files of a run, the owner's first, for it says how the run started; each stream in its order. */
export function streamFiles(spool: string, runId: string): SpoolStreamFile[] {
  let names: string[];
  try {
    names = readdirSync(join(spool, runId));
  } catch {
    return []; // Delivered and deleted meanwhile.
  }
  return names
    .map((name) => ({ path: join(spool, runId, name), found: parseSegmentName(name) }))
    .flatMap(({ path, found }) => (found === null ? [] : [{ path, ...found }]))
    .sort(inOrder);
}

function inOrder(a: SpoolStreamFile, b: SpoolStreamFile): number {
  if (a.streamId === b.streamId) return a.segment - b.segment;
  return rank(a) - rank(b) || (a.streamId < b.streamId ? -1 : 1);
}

/** True while the process that writes the stream lives. */
export function isWriterAlive(file: SpoolStreamFile, manifest: SpoolManifest): boolean {
  if (file.streamId === OWNER_STREAM) {
    return isProcessAlive(manifest.owner_pid, manifest.started_at);
  }
  const pid = writerPid(file.streamId);
  return pid !== null && isProcessAlive(pid, lastWrite(file.path));
}

/** The processes that have recorded something of a run, and live. */
export function livingWriters(spool: string, runId: string): number[] {
  const manifest = readManifest(spool, runId);
  if (manifest === null) return [];
  return streamFiles(spool, runId)
    .filter((file) => isWriterAlive(file, manifest))
    .flatMap(({ streamId }) => writerPid(streamId) ?? []);
}

/** The process id that a stream id starts with; null for the owner's. */
export function writerPid(streamId: string): number | null {
  const match = /^([0-9]{1,10})-/.exec(streamId);
  return match === null ? null : Number(match[1]);
}

function rank(file: SpoolStreamFile): number {
  return file.streamId === OWNER_STREAM ? 0 : 1;
}

/** A process that started after the last write did not write it. */
function lastWrite(path: string): number | undefined {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return undefined; // Deleted meanwhile: the id alone has to do.
  }
}
