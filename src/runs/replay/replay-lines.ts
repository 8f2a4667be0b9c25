// The lines of a replay file and of the readings beside it (protocol/replay-file.ts), for those who have
// all of it; a runner reads them in its own way. Pure.
import type {
  AnswerHead,
  ReplayAnswer,
  ReplayBody,
  ReplayEntry,
  ReplayHead,
} from "#src/protocol/replay-file.ts";

export interface ReplayLine {
  readonly entry: ReplayEntry;
  /** Null where the entry has none. */
  readonly answer: ReplayAnswer | null;
}

export function formatReplayLine({ entry, answer }: ReplayLine): string {
  // JSON has no tabs.
  const columns = [JSON.stringify(entry)];
  if (answer !== null) {
    const { forms, ...head } = answer;
    columns.push(JSON.stringify(head));
    for (const [form, body] of Object.entries(forms)) columns.push(form, JSON.stringify(body));
  }
  return columns.join("\t");
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
  const [entry = "", ...answer] = line.split("\t");
  return { entry: JSON.parse(entry) as ReplayEntry, answer: parseAnswer(answer) };
}

function parseAnswer([head = "", ...columns]: readonly string[]): ReplayAnswer | null {
  if (head === "") return null;
  const forms: Record<string, ReplayBody> = {};
  for (let at = 0; at + 1 < columns.length; at += 2) {
    forms[columns[at] ?? ""] = JSON.parse(columns[at + 1] ?? "") as ReplayBody;
  }
  return { ...(JSON.parse(head) as AnswerHead), forms };
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
