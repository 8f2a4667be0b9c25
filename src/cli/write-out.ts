// Writes a file that a person asked for, whole or not at all. Runs in the CLI.
import { lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { explainWriteError } from "#src/config/write-problem.ts";
import { AoError } from "#src/errors.ts";

/** @throws AoError `bad_input` where it cannot be written; what stood there is then as it was. */
export function writeOut(file: string, text: string, mode = 0o666): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    // A link, a pipe or a device is written to, not replaced.
    if (lstatSync(file, { throwIfNoEntry: false })?.isFile() === false) {
      return writeFileSync(file, text);
    }
    writeFileSync(temporary, text, { mode });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    const { reason } = explainWriteError(error, dirname(file));
    throw new AoError("bad_input", `Cannot write "${file}": ${reason}`, {
      hint: "choose another place with --out",
      cause: error,
    });
  }
}
