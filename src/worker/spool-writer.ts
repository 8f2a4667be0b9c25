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
  /**
   * True when the event is on disk. With `soon` it may be there only with the next one, or when the
   * program next waits for something.
   */
  append(event: RunnerEvent, when?: { readonly soon?: boolean }): boolean;
}

/** A file this large is left for the next, so that what is delivered can be deleted meanwhile. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** A write costs more than what it writes. */
const MOST_AT_ONCE = 4;

const later = setImmediate;

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
  /** Of the open file, which nobody else writes. */
  let size = 0;
  let sequence = 0;
  let marked: string | null = null;

  const pathOfSegment = (): string => join(directory, segmentName({ streamId, segment }));

  function writeBacklog(): void {
    while (backlog.length > 0) {
      if (descriptor === null) {
        descriptor = openSync(pathOfSegment(), "a", 0o600);
        ({ size } = fstatSync(descriptor));
      }
      const events = backlog.slice(0, MOST_AT_ONCE);
      const lines = events.map((event, at) => `{"seq":${sequence + 1 + at},"event":${event}}\n`);
      // Numbers are used up only when the lines are whole: a gap would stop the delivery.
      size += writeLines(descriptor, lines.join(""), size);
      sequence += events.length;
      backlog.splice(0, events.length);
      if (size < segmentBytes) continue;
      descriptor = closeQuietly(descriptor);
      segment += 1;
    }
  }

  function flush(): boolean {
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
  }

  return {
    streamId,
    append(event, { soon = false } = {}) {
      backlog.push(stringify(event));
      if (!soon) return flush();
      later(flush);
      return true;
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

/** Appends to a file of that size; returns how many bytes. */
function writeLines(descriptor: number, lines: string, size: number): number {
  const bytes = Buffer.from(lines);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    // A full disk leaves half a line; the next one must not be glued to it.
    if (written > 0 || fstatSync(descriptor).size !== size) ftruncateSync(descriptor, size);
    throw error;
  }
  return bytes.length;
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
