// Writes down what the program read from its clocks, and its steps (trail.ts). Runs in the user's process.
import { type ClockKind, ENTRY_BYTES, HEADER_BYTES } from "#src/protocol/clock-readings.ts";
import type { Path } from "./places.ts";
import {
  type Question,
  type Reading,
  type ReadingsLogOptions,
  type Segment,
  type WrittenStep,
  openSegment,
  writeEntry,
  writeRepeats,
  writeStep,
} from "./readings-segment.ts";

export interface ReadingsLog {
  /** Notes a reading; after some megabytes, or where the disk is full, nothing more. */
  write(kind: ClockKind, question: Question, value: Reading): void;
  /** Notes that the program came to this path. */
  writeStep(step: WrittenStep): void;
}

const MOST_SEGMENTS = 9;

/** The log of this process, and its file with where the clocks started. */
export function createReadingsLog(options: ReadingsLogOptions): ReadingsLog {
  let segment: Segment | null = null;
  let segments = 0;
  let end = 0;
  let isFull = false;
  // The newest entry, where the next reading may be one more of the same.
  let lastKind: ClockKind | null = null;
  let lastPath: Path | null = null;
  let lastValue: Reading = 0;
  let repeats = 0;

  function makeRoom(): Segment | null {
    if (isFull) return null;
    if (segment !== null && end + ENTRY_BYTES <= segment.view.byteLength) return segment;
    if (repeats > 1) segment?.flush(end - ENTRY_BYTES, ENTRY_BYTES);
    // A failure (no disk, no mapping) is the end of the log, not of the program.
    isFull = true;
    if (segments === MOST_SEGMENTS) return null;
    try {
      segments += 1;
      segment = openSegment(options, segments);
      end = segments === 1 ? HEADER_BYTES : 0;
      lastKind = null;
      isFull = false;
      return segment;
    } catch {
      return null;
    }
  }

  /** Room for an entry, behind a last one that is all on the disk. */
  function startEntry(): Segment | null {
    const room = makeRoom();
    if (repeats > 1 && end > HEADER_BYTES) room?.flush(end - ENTRY_BYTES, ENTRY_BYTES);
    return room;
  }

  function endEntry(kind: ClockKind | null): void {
    end += ENTRY_BYTES;
    lastKind = kind;
    repeats = 1;
  }

  makeRoom();
  return {
    write: (kind, { path, isPlaced }, value) => {
      const isSame = kind === lastKind && value === lastValue && path === lastPath;
      if (isSame && segment !== null) {
        repeats += 1;
        return writeRepeats(segment, end - ENTRY_BYTES, repeats);
      }
      const room = startEntry();
      if (room === null) return;
      writeEntry(room, end, { kind, path, isPlaced, value });
      endEntry(isPlaced ? null : kind);
      lastPath = path;
      lastValue = value;
    },
    writeStep: (step) => {
      const room = startEntry();
      if (room === null) return;
      writeStep(room, end, step);
      endEntry(null);
    },
  };
}
