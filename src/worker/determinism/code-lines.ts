// The text of the lines of code where the program asks: it stays what it is where lines are put in or
// taken out above. Runs in the user's process. Libraries are not looked at: nobody edits them.
import { readFileSync, statSync } from "node:fs";
import { textHash } from "./mix.ts";

export interface CodeLines {
  /** A hash of the line's text; 0 where that is not to be had. */
  textOf(frame: string): number;
  /** Whether the file of the frame has a line of this text now. */
  hasText(frame: string, text: number): boolean;
}

const PLACE = /(?:\(|at )(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/]).+):(\d+):\d+\)?$/;
const LIBRARY = /[\\/]node_modules[\\/]/;
const MOST_BYTES = 1_000_000;
/** A program that makes its code as it goes has ever new ones. */
const MOST_KNOWN = 10_000;

/** The lines of the files as they are when they are first asked for. */
export function createCodeLines(): CodeLines {
  const files = new Map<string, readonly string[]>();
  const texts = new Map<string, number>();
  const sets = new Map<string, ReadonlySet<number>>();

  function linesOf(file: string): readonly string[] {
    const lines = files.get(file) ?? readLines(file);
    if (files.size < MOST_KNOWN) files.set(file, lines);
    return lines;
  }

  function readText(frame: string): number {
    const [, file, line] = PLACE.exec(frame) ?? [];
    if (file === undefined || LIBRARY.test(file)) return 0;
    const text = linesOf(file)[Number(line) - 1]?.trim();
    return text === undefined ? 0 : textHash(text);
  }

  return {
    textOf: (frame) => {
      const text = texts.get(frame) ?? readText(frame);
      if (texts.size < MOST_KNOWN) texts.set(frame, text);
      return text;
    },
    hasText: (frame, text) => {
      const [, file] = PLACE.exec(frame) ?? [];
      if (file === undefined) return false;
      const set = sets.get(file) ?? new Set(linesOf(file).map((line) => textHash(line.trim())));
      sets.set(file, set);
      return set.has(text);
    },
  };
}

/** None where it is no file, or a large one: reading that would hold the program up. */
function readLines(file: string): readonly string[] {
  try {
    return statSync(file).size > MOST_BYTES ? [] : readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}
