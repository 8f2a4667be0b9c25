// Which of the program's processes this one is: `0` the program itself, `0.1` the first process or
// worker that it starts, `0.1.2` the second one of that. Runs in the user's process. A re-run that
// starts the same processes in the same order finds the same places.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

/** Hidden from the program; given to its children by join-children.ts. */
export const PROCESS_VARIABLE = "AO_PROCESS";

/** The program itself. */
const FIRST = "0";

/** More than a program has processes of one place; then it is not worth telling them apart. */
const MOST_CLAIMS = 1000;

/**
 * The place that the parent gave, made unique within the run: a shell hands one environment to each
 * of its commands, so that the second of them becomes `0.1-2`.
 */
export function claimProcessPlace(directory: string, given: string | undefined): string {
  if (given === undefined || !/^0(?:\.[0-9-]+)+$/.test(given)) return FIRST;
  for (let attempt = 1; attempt <= MOST_CLAIMS; attempt++) {
    const place = attempt === 1 ? given : `${given}-${attempt}`;
    if (claim(join(directory, `process-${place}`))) return place;
  }
  return given;
}

/** True where nobody has claimed it before; also where the disk takes no claims. */
function claim(path: string): boolean {
  try {
    closeSync(openSync(path, "wx", 0o600));
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code !== "EEXIST";
  }
}

/** The places of what this process starts, in order. */
export function createChildPlaces(process: string): () => string {
  let children = 0;
  return () => `${process}.${++children}`;
}
