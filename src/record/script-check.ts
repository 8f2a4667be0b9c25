// Refuses what cannot be a program. Runs in the CLI.
import { statSync } from "node:fs";
import { AoError } from "#src/errors.ts";

/**
 * Checks the script before anything is started or written.
 * @throws AoError `bad_input`.
 */
export function assertScript(script: string): void {
  const found = statSync(script, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new AoError("bad_input", `Cannot record "${script}": no such file`, {
      hint: "name a JavaScript or TypeScript file: ao record agent.ts",
    });
  }
  if (found.isDirectory()) {
    throw new AoError("bad_input", `Cannot record "${script}": it is a directory`, {
      hint: "name the file that starts the program, such as index.ts",
    });
  }
}
