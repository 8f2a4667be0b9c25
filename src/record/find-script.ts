// Finds the program's file, and refuses what cannot be one. Runs in the CLI.
import { statSync } from "node:fs";
import { AoError } from "#src/errors.ts";

/** Stands for a program that comes on standard input, as for Bun. */
export const STANDARD_INPUT = "-";

/** In the order in which the runtime tries them for a name without one. */
const EXTENSIONS = [".tsx", ".jsx", ".mts", ".ts", ".mjs", ".js", ".cts", ".cjs"];

/**
 * The path of the script, before anything is started or written.
 * @throws AoError `bad_input`.
 */
export function findScript(script: string): string {
  if (script === STANDARD_INPUT) return script;
  const found = statSync(script, { throwIfNoEntry: false });
  if (found === undefined) {
    const complete = EXTENSIONS.map((extension) => script + extension).find(isFile);
    if (complete !== undefined) return complete;
    throw new AoError("bad_input", `Cannot record "${script}": no such file`, {
      hint: "name a JavaScript or TypeScript file: ao record agent.ts",
    });
  }
  if (found.isDirectory()) {
    throw new AoError("bad_input", `Cannot record "${script}": it is a directory`, {
      hint: "name the file that starts the program, such as index.ts",
    });
  }
  return script;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
