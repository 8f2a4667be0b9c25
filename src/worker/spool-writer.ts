// Appends the events of one process to its spool file. Runs in the user's process: an event is on
// disk when `append` returns, and nothing thrown here reaches the program.
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";

export interface SpoolWriter {
  /** Unique among the processes and workers of the run. */
  readonly streamId: string;
  /** True when the event is on disk. */
  append(event: RunnerEvent): boolean;
}

/** A writer to `<directory>/<streamId>.jsonl`; the file is made with the first event. */
export function createSpoolWriter(directory: string, streamId: string): SpoolWriter {
  const path = streamPath(directory, streamId);
  const stringify = JSON.stringify;
  let descriptor: number | null = null;
  let sequence = 0;

  return {
    streamId,
    append(event) {
      try {
        descriptor ??= openSync(path, "a", 0o600);
        // The number is used up only when the line is whole: a gap would stop the delivery.
        writeLine(descriptor, `{"seq":${sequence + 1},"event":${stringify(event)}}\n`);
        sequence += 1;
        return true;
      } catch {
        descriptor = reopenAfterFailure(descriptor);
        return false;
      }
    },
  };
}

/** Makes the stream's file before its first event: a sign that its process may still write there. */
export function announceStream(directory: string, streamId: string): void {
  try {
    closeSync(openSync(streamPath(directory, streamId), "a", 0o600));
  } catch {
    // The first event tries again, and is lost as any other on a full disk.
  }
}

function streamPath(directory: string, streamId: string): string {
  return join(directory, `${streamId}.jsonl`);
}

function writeLine(descriptor: number, line: string): void {
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
}

function reopenAfterFailure(descriptor: number | null): null {
  if (descriptor !== null) {
    try {
      closeSync(descriptor);
    } catch {
      // Closing a broken descriptor may fail too; a new one is opened with the next event.
    }
  }
  return null;
}
