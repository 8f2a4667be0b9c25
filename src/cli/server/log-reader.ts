// Reads the end of a log and follows it while it grows, is rotated or emptied. Runs in the CLI.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { logFiles } from "#src/server/log.ts";

/** A place in a file: the file by its number, for its name goes to another at each rotation. */
export interface LogPosition {
  readonly inode: number;
  readonly offset: number;
  /** The last bytes before `offset`: by them it is seen that a file was emptied and filled again. */
  readonly before: Buffer;
}

export interface LogTail {
  /** Whole lines, each with its line feed. */
  readonly text: string;
  /** Where reading ended in the current file; null where there is none. */
  readonly end: LogPosition | null;
}

/** How often a followed file is looked at; file system events miss renames on some systems. */
const POLL_MS = 200;
const CHUNK = 256 * 1024;
/** Longer than a time stamp, so that no two places of a log look the same. */
const REMEMBERED = 64;

/** The last `count` lines, from the rotated files too where the current one has fewer. */
export function readLogTail(path: string, count: number): LogTail {
  let lines: string[] = [];
  let end: LogPosition | null = null;
  for (const file of logFiles(path)) {
    if (file !== path && lines.length >= count) break;
    const content = readWhole(file);
    if (content === null) continue;
    if (file === path) end = content.end;
    lines = [...content.text.split("\n").slice(0, -1), ...lines];
  }
  const text =
    count === 0
      ? ""
      : lines
          .slice(-count)
          .map((line) => `${line}\n`)
          .join("");
  return { text, end };
}

/** What is written after `from`, in pieces of whole lines, for ever. */
export async function* followLog(
  path: string,
  from: LogPosition | null,
): AsyncGenerator<string, void> {
  let file: OpenLog | null = from === null ? null : openLog(path, from);
  try {
    for (;;) {
      if (file !== null) yield* readNew(file);
      const current: OpenLog | null = openLog(path, null);
      if (current !== null && current.inode !== file?.inode) {
        // Rotated: the old file is read to its end before the new one begins.
        if (file !== null) {
          yield* readNew(file);
          closeSync(file.descriptor);
        }
        file = current;
        continue;
      }
      if (current !== null) closeSync(current.descriptor);
      await Bun.sleep(POLL_MS);
    }
  } finally {
    if (file !== null) closeSync(file.descriptor);
  }
}

interface OpenLog {
  readonly descriptor: number;
  readonly inode: number;
  readonly decoder: StringDecoder;
  /** Of a line that is still being written. */
  partial: string;
  offset: number;
  before: Buffer;
}

/** The file at `path`, from `from` where it is still that file, else from its beginning. */
function openLog(path: string, from: LogPosition | null): OpenLog | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch {
    // Not there yet, or between the two renames of a rotation.
    return null;
  }
  const inode = fstatSync(descriptor).ino;
  const { offset, before } = from?.inode === inode ? from : { offset: 0, before: Buffer.alloc(0) };
  const decoder = new StringDecoder("utf8");
  return { descriptor, inode, offset, before, decoder, partial: "" };
}

function* readNew(file: OpenLog): Generator<string, void> {
  const buffer = Buffer.alloc(CHUNK);
  for (;;) {
    // By `ao server clear-logs`; looked for each time, as the reader may take long between two pieces.
    if (wasEmptied(file)) Object.assign(file, { offset: 0, before: Buffer.alloc(0), partial: "" });
    const length = readSync(file.descriptor, buffer, 0, CHUNK, file.offset);
    if (length === 0) return;
    const piece = buffer.subarray(0, length);
    file.offset += length;
    file.before = Buffer.concat([file.before, piece]).subarray(-REMEMBERED);
    const text = file.partial + file.decoder.write(piece);
    const whole = text.lastIndexOf("\n") + 1;
    file.partial = text.slice(whole);
    if (whole > 0) yield text.slice(0, whole);
  }
}

function wasEmptied({ descriptor, offset, before }: OpenLog): boolean {
  const now = Buffer.alloc(before.length);
  readSync(descriptor, now, 0, now.length, offset - now.length);
  return !now.equals(before);
}

function readWhole(path: string): { text: string; end: LogPosition } | null {
  const file = openLog(path, null);
  if (file === null) return null;
  try {
    const bytes = readFileSync(file.descriptor);
    // A line that is still being written comes with the next reading.
    const length = bytes.lastIndexOf(0x0a) + 1;
    return {
      text: bytes.subarray(0, length).toString("utf8"),
      end: {
        inode: file.inode,
        offset: length,
        before: bytes.subarray(Math.max(length - REMEMBERED, 0), length),
      },
    };
  } finally {
    closeSync(file.descriptor);
  }
}
