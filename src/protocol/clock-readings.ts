// What a process of a recorded program read from its clocks, as bytes: in the spool, in the store and in
// the file that a re-run reads them from. Written by worker/determinism, carried by everybody else.
// A header, then entries of equal size; one whose kind is 0 is the end: the rest of the file is room.

/** Which clock: the wall clock (ms), `performance.now`, `process.hrtime`, `Bun.nanoseconds`, Temporal, `process.uptime`. */
export const CLOCKS = [
  "wall",
  "performance",
  "hrtime",
  "nanoseconds",
  "instant",
  "uptime",
] as const;
export type ClockKind = (typeof CLOCKS)[number];

/** Entries beside those of the clocks: where the program asked for a random number, or made a call. */
export const STEPS = ["random", "call"] as const;
export type StepKind = (typeof STEPS)[number];
/** The kind of the first of them, with room for clocks below. */
export const FIRST_STEP = 101;

/** Begins the header. */
export const READINGS_MAGIC = 0x31_52_43_41;
/** Header: magic, a float64 or int64 per clock as it stood at the process's start, `timeOrigin`, the process's place. */
export const HEADER_BYTES = 256;
export const START_OFFSET = 8;
export const TIME_ORIGIN_OFFSET = START_OFFSET + CLOCKS.length * 8;
export const PROCESS_OFFSET = TIME_ORIGIN_OFFSET + 8;
export const LONGEST_PROCESS = HEADER_BYTES - PROCESS_OFFSET - 1;

/**
 * Entry: kind (uint32, 1 + index of the clock), how often in a row (uint32), path of the program (two
 * uint32), line of code and its function (uint32 each; 0 where the order on the path tells), value (8 bytes). Of a step: its
 * kind, 1, its path, a hash of its line, its function, and the path of the step before it (two uint32).
 */
export const ENTRY_BYTES = 32;
export const VALUE_OFFSET = 24;

/** These clocks count whole nanoseconds, beyond what a float64 holds: an int64. */
export function isExactClock(kind: ClockKind): boolean {
  return kind === "hrtime" || kind === "instant";
}

const FILE = /^(.+)\.([0-9]{1,4})\.clock$/;

/** The file in the run's spool folder; no name of a stream. */
export function readingsFileName(streamId: string, segment: number): string {
  return `${streamId}.${segment}.clock`;
}

/** Null where the file holds something else. */
export function parseReadingsFileName(
  name: string,
): { readonly streamId: string; readonly segment: number } | null {
  const [, streamId, segment] = FILE.exec(name) ?? [];
  return streamId === undefined ? null : { streamId, segment: Number(segment) };
}

/** The bytes of a segment that are written; the first one has the header. */
export function usedBytes(segment: Uint8Array, isFirst: boolean): Uint8Array {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  let end = isFirst ? HEADER_BYTES : 0;
  if (segment.byteLength < end) return segment.subarray(0, 0);
  while (end + ENTRY_BYTES <= segment.byteLength && view.getUint32(end, true) !== 0) {
    end += ENTRY_BYTES;
  }
  return segment.subarray(0, end);
}

/** The place of the process whose readings these are; null where they are none. */
export function processOf(data: Uint8Array): string | null {
  if (data.byteLength < HEADER_BYTES) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint32(0, true) !== READINGS_MAGIC) return null;
  const length = view.getUint8(PROCESS_OFFSET);
  const name = data.subarray(PROCESS_OFFSET + 1, PROCESS_OFFSET + 1 + length);
  return new TextDecoder().decode(name);
}
