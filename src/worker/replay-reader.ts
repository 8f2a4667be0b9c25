// Reads a replay file: an index of its entries, and an answer when it is served. Runs in the user's
// process, from a file written before the program started, so that it needs no server.
import { Buffer } from "node:buffer";
import { openSync, readFileSync, readSync } from "node:fs";
import type { AnswerHead, ReplayBody, ReplayEntry, ReplayHead } from "#src/protocol/replay-file.ts";

/** An entry and where its answer stands in the file. */
export interface IndexedEntry extends ReplayEntry {
  /** Its place among the entries. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

export interface ReplayFile {
  readonly head: ReplayHead;
  readonly entries: readonly IndexedEntry[];
  /** The answer of an entry that has one. @throws where the file cannot be read any more. */
  answerOf(entry: IndexedEntry): FiledAnswer;
}

/** An answer, of which only the forms that are asked for are parsed. */
export interface FiledAnswer extends AnswerHead {
  /** Null where it cannot be given in this form. */
  inForm(form: string): ReplayBody | null;
}

const NEWLINE = 10;
const TAB = 9;
const { parse } = JSON;

/** A file up to this size stays in memory; a larger one would be felt in the program's. */
const LARGEST_KEPT = 32 * 1024 * 1024;

/** The file at `path`. @throws where it cannot be read. */
export function readReplayFile(path: string): ReplayFile {
  // Kept open: the file is deleted when the program ends, which a child of it may outlive.
  const descriptor = openSync(path, "r");
  const bytes = readFileSync(descriptor);
  const headEnd = lineEnd(bytes, 0);
  const isKept = bytes.length <= LARGEST_KEPT;
  return {
    // Written by our own server; checked there.
    head: parse(bytes.toString("utf8", 0, headEnd)) as ReplayHead,
    entries: indexEntries(bytes, headEnd + 1),
    answerOf: ({ start, end }) => {
      return parseAnswer(isKept ? bytes.subarray(start, end) : readPart(descriptor, start, end));
    },
  };
}

/** Reads no further than to what is asked for: most of a line are other forms. */
function parseAnswer(line: Buffer): FiledAnswer {
  let [from, to] = columnAt(line, 0);
  const head = parse(line.toString("utf8", from, to)) as AnswerHead;
  const forms = to;
  const inForm = (form: string): ReplayBody | null => {
    for (to = forms; to < line.length;) {
      [from, to] = columnAt(line, to + 1);
      const isFound = line.toString("utf8", from, to) === form;
      [from, to] = columnAt(line, to + 1);
      if (isFound) return parse(line.toString("utf8", from, to)) as ReplayBody;
    }
    return null;
  };
  return { ...head, inForm };
}

function columnAt(line: Buffer, from: number): [from: number, to: number] {
  const tab = line.indexOf(TAB, from);
  return [from, tab === -1 ? line.length : tab];
}

function readPart(descriptor: number, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end - start);
  const read = readSync(descriptor, bytes, { position: start });
  if (read < bytes.length) throw new Error("The replay file was cut short");
  return bytes;
}

function indexEntries(bytes: Buffer, from: number): IndexedEntry[] {
  const entries: IndexedEntry[] = [];
  for (let start = from; start < bytes.length;) {
    const end = lineEnd(bytes, start);
    const tab = bytes.indexOf(TAB, start);
    const entryEnd = tab === -1 || tab > end ? end : tab;
    if (entryEnd > start) {
      const entry = parse(bytes.toString("utf8", start, entryEnd)) as ReplayEntry;
      entries.push({ ...entry, index: entries.length, start: entryEnd + 1, end });
    }
    start = end + 1;
  }
  return entries;
}

function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(NEWLINE, from);
  return end === -1 ? bytes.length : end;
}
