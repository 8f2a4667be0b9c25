// Lines of a log as the page shows them. Pure.

export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

export interface LogLine {
  /** Counts on, so that a line keeps its place while others come. */
  readonly number: number;
  /** Null for what stands there without time and level: parts of a stack, say. */
  readonly time: string | null;
  readonly level: Level | null;
  readonly text: string;
}

/** Older lines of a followed log are let go. */
const MOST_LINES = 20_000;

/**
 * What an answer of the server makes of the lines that are there: they go on, or are others. Numbers go on
 * in any case.
 */
export function addLines(
  known: readonly LogLine[],
  tail: { readonly lines: readonly string[]; readonly continued: boolean },
): readonly LogLine[] {
  if (tail.continued && tail.lines.length === 0) return known;
  const next = (known.at(-1)?.number ?? 0) + 1;
  const added = tail.lines.map((line, index) => readLine(line, next + index));
  return tail.continued ? [...known, ...added].slice(-MOST_LINES) : added;
}

/** Those of at least this level with the text in them; a line without a level goes with the one before. */
export function filterLines(
  lines: readonly LogLine[],
  { level, text }: { readonly level: Level; readonly text: string },
): readonly LogLine[] {
  const lowest = LEVELS.indexOf(level);
  const wanted = text.trim().toLowerCase();
  if (lowest === 0 && wanted === "") return lines;
  let isShown = true;
  return lines.filter((line) => {
    if (line.level !== null) isShown = LEVELS.indexOf(line.level) >= lowest;
    if (!isShown) return false;
    return (
      wanted === "" ||
      line.text.toLowerCase().includes(wanted) ||
      (line.time ?? "").toLowerCase().includes(wanted)
    );
  });
}

function readLine(line: string, number: number): LogLine {
  const match = /^(\d{4}-\d\d-\d\dT\S+Z) (DEBUG|INFO|WARN|ERROR) (.*)$/s.exec(line);
  if (match === null) return { number, time: null, level: null, text: line };
  const [, time = "", word = "", text = ""] = match;
  const level = LEVELS.find((one) => one === word.toLowerCase()) ?? null;
  return { number, time, level, text };
}
