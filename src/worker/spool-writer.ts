// Appends the events of one process to its spool file. Runs in the user's process: an event is on
// disk when `append` returns, and nothing thrown here reaches the program.
import { Buffer } from "node:buffer";
import { closeSync, fstatSync, ftruncateSync, openSync, utimesSync, writeSync } from "node:fs";
import { join } from "node:path";
import { INCOMPLETE_TIME, MANIFEST_NAME, segmentName } from "#src/protocol/spool-names.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";

// Captured at load: the program's time is not ao's.
const { now } = Date;

export interface SpoolWriter {
  /** Unique among the processes and workers of the run. */
  readonly streamId: string;
  /** True when the event is on disk. */
  append(event: RunnerEvent): boolean;
}

/** A file this large is left for the next, so that what is delivered can be deleted meanwhile. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** What a full disk did not take is tried again with the next event, up to this many characters. */
const LARGEST_BACKLOG = 16 * 1024 * 1024;

/** A writer of the stream's files in `directory`; the first is made with the first event. */
export function createSpoolWriter(
  directory: string,
  streamId: string,
  segmentBytes = SEGMENT_BYTES,
): SpoolWriter {
  const stringify = JSON.stringify;
  const backlog: string[] = [];
  let segment = 1;
  let descriptor: number | null = null;
  let sequence = 0;
  let marked: string | null = null;

  const pathOfSegment = (): string => join(directory, segmentName({ streamId, segment }));

  function writeBacklog(): void {
    for (let event = backlog[0]; event !== undefined; event = backlog[0]) {
      descriptor ??= openSync(pathOfSegment(), "a", 0o600);
      // The number is used up only when the line is whole: a gap would stop the delivery.
      const size = writeLine(descriptor, `{"seq":${sequence + 1},"event":${event}}\n`);
      sequence += 1;
      backlog.shift();
      if (size < segmentBytes) continue;
      descriptor = closeQuietly(descriptor);
      segment += 1;
    }
  }

  return {
    streamId,
    append(event) {
      backlog.push(stringify(event));
      try {
        writeBacklog();
        if (marked !== null) marked = setTime(marked, now() / 1000) ? null : marked;
        return true;
      } catch {
        descriptor = closeQuietly(descriptor);
        trim(backlog);
        marked = markIncomplete(directory, pathOfSegment());
        return false;
      }
    },
  };
}

/** Keeps what came first: an end is worth nothing without its start. */
function trim(backlog: string[]): void {
  let size = backlog.reduce((sum, event) => sum + event.length, 0);
  while (size > LARGEST_BACKLOG) size -= backlog.pop()?.length ?? size;
}

/** Makes the stream's file before its first event: a sign that its process may still write there. */
export function announceStream(directory: string, streamId: string): void {
  try {
    closeSync(openSync(join(directory, segmentName({ streamId, segment: 1 })), "a", 0o600));
  } catch {
    // The first event tries again, and is lost as any other on a full disk.
  }
}

/** Returns the size of the file. */
function writeLine(descriptor: number, line: string): number {
  const bytes = Buffer.from(line);
  const before = fstatSync(descriptor).size;
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    // A full disk leaves half a line; the next one must not be glued to it.
    if (written > 0 || fstatSync(descriptor).size !== before) ftruncateSync(descriptor, before);
    throw error;
  }
  return before + bytes.length;
}

function closeQuietly(descriptor: number | null): null {
  if (descriptor !== null) {
    try {
      closeSync(descriptor);
    } catch {
      // A broken descriptor may fail here too; a new one is opened with the next event.
    }
  }
  return null;
}

/** Says on a full disk that something is missing: a time of modification takes no room. */
function markIncomplete(directory: string, path: string): string | null {
  // Where the stream's file could not even be made, the manifest is marked instead.
  const paths = [path, join(directory, MANIFEST_NAME)];
  return paths.find((each) => setTime(each, INCOMPLETE_TIME)) ?? null;
}

function setTime(path: string, seconds: number): boolean {
  try {
    utimesSync(path, seconds, seconds);
    return true;
  } catch {
    return false;
  }
}
