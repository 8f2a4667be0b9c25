// `ao note`: a longer text about a run.
import { readFileSync } from "node:fs";
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { patchRun } from "#src/cli/patch-run.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import { describeSystemError } from "#src/config/system-error.ts";
import { AoError } from "#src/errors.ts";

const LONGEST = 100_000;

export const noteCommand = defineCommand({
  meta: { name: "ao note", description: "Attach a note to a run; a new one replaces the old one." },
  args: {
    session: sessionArgument,
    text: {
      type: "positional",
      required: false,
      description: "the note, @file to read it from a file, or - for the standard input",
    },
    run: runOption,
    clear: { type: "boolean", description: "take the note away" },
    json: jsonOption,
  },
  values: { session: "session", run: "run", text: "file" },
  examples: [
    { command: 'ao note last "forgets the currency"', meaning: "a note on the newest run" },
    { command: "ao note last @review.md", meaning: "the note is a file's content" },
    { command: "git diff | ao note last -", meaning: "or what another command prints" },
  ],
  async run({ args }) {
    if (args.clear) {
      if (args.text !== undefined) throw usage("cannot use --clear with a text: it takes it away");
      return patchRun(args, { note: null }, "note cleared");
    }
    if (args.text === undefined) {
      throw usage('missing argument <text>: "ao note" needs it, or --clear');
    }
    const note = await readText(args.text);
    if (note === "") throw usage("cannot attach this note: it is empty; --clear takes one away");
    if (note.length > LONGEST) {
      const limit = LONGEST.toLocaleString("en-US");
      throw new AoError(
        "too_large",
        `Cannot attach this note: it has ${note.length.toLocaleString("en-US")} characters, ${limit} are allowed`,
      );
    }
    return patchRun(args, { note }, "note attached");
  },
});

async function readText(text: string): Promise<string> {
  if (text === "-") return (await Bun.stdin.text()).trimEnd();
  if (!text.startsWith("@")) return text;
  const path = text.slice(1);
  try {
    return readFileSync(path, "utf8").trimEnd();
  } catch (error) {
    throw new AoError("bad_input", `Cannot read "${path}": ${describeSystemError(error)}`, {
      hint: "a text that starts with @ names a file",
      cause: error,
    });
  }
}
