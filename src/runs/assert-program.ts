// Whether the program of a recorded run can be started again. Runs in the server and in the CLI.
import { statSync } from "node:fs";
import { AoError } from "#src/errors.ts";
import type { Run } from "#src/protocol/session.ts";

/** @throws AoError `program_failed` where its directory or its file is gone, or was never known. */
export function assertProgram(run: Pick<Run, "run_id" | "command">): void {
  const { script, cwd } = run.command;
  const fail = (why: string, hint?: string): never => {
    throw new AoError("program_failed", `Cannot run "${script || run.run_id}" again: ${why}`, {
      hint,
    });
  };
  if (script === "") fail("its command was never recorded");
  const directory = statSync(cwd, { throwIfNoEntry: false });
  if (directory === undefined)
    fail(`its directory "${cwd}" is gone`, "put it back, or record anew");
  else if (!directory.isDirectory()) fail(`its directory "${cwd}" is none any more`);
  if (script === FROM_STANDARD_INPUT) return;
  const file = statSync(script, { throwIfNoEntry: false });
  if (file === undefined)
    fail("the file is gone", "put it back, or record it from where it is now");
  else if (file.isDirectory()) fail("it is a directory now");
}

/** @throws AoError `program_failed` also where it came on standard input, of which there is none here. */
export function assertBackground(run: Pick<Run, "run_id" | "command">): void {
  if (run.command.script === FROM_STANDARD_INPUT) throw cameOnInput();
  assertProgram(run);
}

/** What came on standard input is not kept: it has to come again. */
export function cameOnInput(): AoError {
  return new AoError("program_failed", "Cannot run the program again: it came on standard input", {
    hint: "give it again, in the foreground: ao rerun <session> < program.ts",
  });
}

const FROM_STANDARD_INPUT = "-";
