// Where lines of a program stood when it was recorded, after somebody has put others above them. Runs
// in the user's process; pure. What it does not know for sure it leaves as it is.

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Lines are `file:line:column`, as `sourceLine()` writes them. */
export interface MovedLines {
  /** The call that was recorded at `then` is made at `now`. */
  learn(then: string, now: string): void;
  /** The recorded line that this one is now. */
  toRecorded(line: string): string;
}

/** Nothing has moved before it is learned. */
export function createMovedLines(recorded: ReadonlySet<string>): MovedLines {
  /** By file, how many lines further down. */
  const shifts = new Map<string, number>();
  return {
    learn(then, now) {
      const [before, after] = [parsePlace(then), parsePlace(now)];
      if (before === null || after === null || before.file !== after.file) return;
      // Two calls that ask the same may have changed places.
      if (recorded.has(now) && now !== then) return;
      if (before.column === after.column) shifts.set(before.file, after.line - before.line);
    },
    toRecorded(line) {
      const place = parsePlace(line);
      if (place === null) return line;
      const { file, column } = place;
      const moved = `${file}:${place.line - (shifts.get(file) ?? 0)}:${column}`;
      return recorded.has(moved) ? moved : line;
    },
  };
}

function parsePlace(text: string): Place | null {
  const match = /^(.*):(\d+):(\d+)$/s.exec(text);
  const [, file, line, column] = match ?? [];
  return file === undefined ? null : { file, line: Number(line), column: Number(column) };
}
