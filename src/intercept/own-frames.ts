// Which stack frames are ao's. Runs in the user's process.

const OWN_PLACE = findOwnPlace(new Error("where am I").stack ?? "");

/** True for a stack line inside the code that ao adds to the program. */
export function isOwnFrame(line: string): boolean {
  return line.includes(OWN_PLACE);
}

/**
 * Takes ao's frames out of an error's stack. Only for errors that were made inside a call ao made in
 * the program's place; whatever cannot be changed stays.
 */
export function hideOwnFrames(error: unknown): void {
  try {
    if (!(error instanceof Error)) return;
    const { stack } = error;
    if (typeof stack !== "string" || !stack.includes(OWN_PLACE)) return;
    error.stack = stack
      .split("\n")
      .filter((line, index, lines) => !isOwnFrame(line) && !isBeside(line, index, lines))
      .join("\n");
  } catch {
    // A frozen error, or one with a hostile accessor, keeps its frames.
  }
}

/** What the runtime refuses in a call of `call` is refused without a trace of us. */
export function withoutOurFrames<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    hideOwnFrames(error);
    throw error;
  }
}

/** What ao's frame called last, and the proxy that called it, are frames of their own. */
function isBeside(line: string, index: number, lines: readonly string[]): boolean {
  const isOwn = (at: number): boolean => isOwnFrame(lines[at] ?? "");
  if (/^\s*at (?:construct|apply) \(unknown\)$/.test(line)) return isOwn(index + 1);
  return /^\s*at unknown$/.test(line) && isOwn(index - 1);
}

/** The bundle's file; the folder above this one where ao runs from its sources, as in its tests. */
function findOwnPlace(stack: string): string {
  const frame = /\(?((?:file:\/\/)?\/?[^()\n]+?):\d+:\d+\)?$/m.exec(stack);
  const file = frame?.[1]?.replace(/^\s*at (?:.*\()?/, "") ?? import.meta.path;
  const folder = file.lastIndexOf("/intercept/own-frames.ts");
  return folder === -1 ? `${file}:` : file.slice(0, folder + 1);
}
