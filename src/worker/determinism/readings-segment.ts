// The file of clock readings and steps, and how an entry lies in it: in a shared mapping, written in
// nanoseconds, and there after any end of the process. Runs in the user's process.
import { Buffer } from "node:buffer";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  CLOCKS,
  type ClockKind,
  FIRST_STEP,
  ENTRY_BYTES,
  HEADER_BYTES,
  LONGEST_PROCESS,
  PROCESS_OFFSET,
  READINGS_MAGIC,
  START_OFFSET,
  STEPS,
  type StepKind,
  TIME_ORIGIN_OFFSET,
  VALUE_OFFSET,
  isExactClock,
  readingsFileName,
} from "#src/protocol/clock-readings.ts";
import type { Path } from "./places.ts";

/** A clock's answer: whole nanoseconds of an exact one, else a number. */
export type Reading = number | bigint;

/** All clocks as they stood at one moment, and `performance.timeOrigin`. */
export interface ClockStart {
  readonly readings: Readonly<Record<ClockKind, Reading>>;
  readonly timeOrigin: number;
}

/** What is asked: the question that made this path, or the next in order on it. */
export interface Question {
  readonly path: Path;
  readonly isPlaced: boolean;
}

export interface WrittenStep {
  readonly kind: StepKind;
  readonly path: Path;
  /** A hash of the line of code; 0 for none. */
  readonly text: number;
}

export interface ReadingsLogOptions {
  readonly directory: string;
  readonly streamId: string;
  readonly process: string;
  readonly start: ClockStart;
  /** For tests of what systems without shared mappings do. */
  readonly canMap?: boolean;
}

const FIRST_SEGMENT = 64 * 1024;
const SEGMENT = 512 * 1024;

const KIND_NUMBERS = Object.fromEntries(CLOCKS.map((kind, index) => [kind, index + 1])) as Record<
  ClockKind,
  number
>;

export interface Segment {
  readonly view: DataView;
  /** Brings a range to the disk, where the memory is not the file. */
  readonly flush: (start: number, length: number) => void;
}

export interface Entry extends Question {
  readonly kind: ClockKind;
  readonly value: Reading;
}

/** The kind comes last: a process that is killed in between has not written the entry. */
export function writeEntry({ view, flush }: Segment, at: number, entry: Entry): void {
  const { kind, path, isPlaced, value } = entry;
  view.setUint32(at + 4, 1, true);
  view.setUint32(at + 8, path.high, true);
  view.setUint32(at + 12, path.low, true);
  view.setUint32(at + 16, isPlaced ? path.line : 0, true);
  view.setUint32(at + 20, isPlaced ? path.owner : 0, true);
  writeValue(view, at + VALUE_OFFSET, value);
  view.setUint32(at, KIND_NUMBERS[kind], true);
  flush(at, ENTRY_BYTES);
}

/** How often the entry was read in a row. */
export function writeRepeats({ view, flush }: Segment, at: number, repeats: number): void {
  view.setUint32(at + 4, repeats, true);
  // Writing takes microseconds: now and then will do, and when the next entry comes.
  if ((repeats & (repeats - 1)) === 0) flush(at, ENTRY_BYTES);
}

export function writeStep(
  { view, flush }: Segment,
  at: number,
  { kind, path, text }: WrittenStep,
): void {
  view.setUint32(at + 4, 1, true);
  view.setUint32(at + 8, path.looseHigh, true);
  view.setUint32(at + 12, path.looseLow, true);
  view.setUint32(at + 16, text, true);
  view.setUint32(at + 20, path.owner, true);
  view.setUint32(at + VALUE_OFFSET, path.from.high, true);
  view.setUint32(at + VALUE_OFFSET + 4, path.from.low, true);
  view.setUint32(at, FIRST_STEP + STEPS.indexOf(kind), true);
  flush(at, ENTRY_BYTES);
}

function writeValue(view: DataView, at: number, value: Reading): void {
  if (typeof value === "bigint") view.setBigInt64(at, value, true);
  else view.setFloat64(at, value, true);
}

function writeHeader({ view, flush }: Segment, { start, process }: ReadingsLogOptions): void {
  for (const [index, kind] of CLOCKS.entries()) {
    writeValue(view, START_OFFSET + index * 8, start.readings[kind]);
  }
  view.setFloat64(TIME_ORIGIN_OFFSET, start.timeOrigin, true);
  const name = process.slice(0, LONGEST_PROCESS);
  view.setUint8(PROCESS_OFFSET, name.length);
  for (let index = 0; index < name.length; index++) {
    view.setUint8(PROCESS_OFFSET + 1 + index, name.charCodeAt(index));
  }
  view.setUint32(0, READINGS_MAGIC, true);
  flush(0, HEADER_BYTES);
}

/** A file of its own, with the header where it is the first one. */
export function openSegment(options: ReadingsLogOptions, number: number): Segment {
  const segment = mapFile(options, number);
  if (number === 1) writeHeader(segment, options);
  return segment;
}

function mapFile(options: ReadingsLogOptions, segment: number): Segment {
  const path = join(options.directory, readingsFileName(options.streamId, segment));
  const size = segment === 1 ? FIRST_SEGMENT : SEGMENT;
  const descriptor = openSync(path, "wx+", 0o600);
  if (options.canMap ?? typeof Bun.mmap === "function") {
    try {
      // Real zeros: room in a hole of the file would be missing when the disk is full by then.
      if (writeSync(descriptor, Buffer.alloc(size)) !== size) throw new Error("the disk is full");
      const { buffer, byteOffset } = Bun.mmap(path, { shared: true });
      return { view: new DataView(buffer, byteOffset, size), flush: () => {} };
    } finally {
      closeSync(descriptor);
    }
  }
  const memory = new Uint8Array(size);
  return {
    view: new DataView(memory.buffer),
    flush: (start, length) => {
      try {
        writeSync(descriptor, memory, start, length, start);
      } catch {
        // A full disk: the reading is not known in a re-run.
      }
    },
  };
}

/** What an entry or a header holds at `offset` for this clock. */
export function readValue(view: DataView, offset: number, kind: ClockKind): Reading {
  return isExactClock(kind) ? view.getBigInt64(offset, true) : view.getFloat64(offset, true);
}
