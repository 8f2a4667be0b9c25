// The lines of a replay file and of the readings beside it (protocol/replay-file.ts), for those who have
// all of it; a runner reads them in its own way. Pure.
import type { ReplayAnswer, ReplayEntry, ReplayHead } from "#src/protocol/replay-file.ts";

export interface ReplayLine {
  readonly entry: ReplayEntry;
  /** Null where the entry has none. */
  readonly answer: ReplayAnswer | null;
}

export function formatReplayLine({ entry, answer }: ReplayLine): string {
  return `${JSON.stringify(entry)}\t${answer === null ? "" : JSON.stringify(answer)}`;
}

/** The text of a file that our own server wrote. */
export function parseReplayText(text: string): {
  readonly head: ReplayHead;
  readonly lines: ReplayLine[];
} {
  const [head = "", ...lines] = text.split("\n");
  return {
    head: JSON.parse(head) as ReplayHead,
    lines: lines.filter((line) => line !== "").map(parseLine),
  };
}

function parseLine(line: string): ReplayLine {
  const [entry = "", answer = ""] = line.split("\t");
  return {
    entry: JSON.parse(entry) as ReplayEntry,
    answer: answer === "" ? null : (JSON.parse(answer) as ReplayAnswer),
  };
}

/** What a process read from its clocks: compressed, as base64. */
export interface ReadingsLine {
  /** Its place in the program. */
  readonly process: string;
  readonly data: string;
}

export function formatReadings(lines: readonly ReadingsLine[]): string {
  return lines.map(({ process, data }) => `${process}\t${data}\n`).join("");
}

export function parseReadingsText(text: string): ReadingsLine[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [process = "", data = ""] = line.split("\t");
    return { process, data };
  });
}
