// Appends the events of one process to its spool file. Runs in the user's process: an event is on
// disk when `append` returns, and nothing thrown here reaches the program.
import { Buffer } from "node:buffer";
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { segmentName } from "#src/protocol/spool-names.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";

export interface SpoolWriter {
  /** Unique among the processes and workers of the run. */
  readonly streamId: string;
  /** True when the event is on disk. */
  append(event: RunnerEvent): boolean;
}

/** A file this large is left for the next, so that what is delivered can be deleted meanwhile. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** A writer of the stream's files in `directory`; the first is made with the first event. */
export function createSpoolWriter(
  directory: string,
  streamId: string,
  segmentBytes = SEGMENT_BYTES,
): SpoolWriter {
  let segment = 1;
  const stringify = JSON.stringify;
  let descriptor: number | null = null;
  let sequence = 0;

  return {
    streamId,
    append(event) {
      try {
        descriptor ??= openSync(join(directory, segmentName({ streamId, segment })), "a", 0o600);
        // The number is used up only when the line is whole: a gap would stop the delivery.
        const line = `{"seq":${sequence + 1},"event":${stringify(event)}}\n`;
        const size = writeLine(descriptor, line);
        sequence += 1;
        if (size < segmentBytes) return true;
      } catch {
        descriptor = closeQuietly(descriptor);
        return false;
      }
      descriptor = closeQuietly(descriptor);
      segment += 1;
      return true;
    },
  };
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
