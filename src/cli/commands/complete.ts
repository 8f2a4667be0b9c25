// `ao __complete`: what the completion scripts ask. One candidate per line, its meaning behind a
// tab; `:files` where the shell shall complete file names.
import { defineCommand } from "#src/cli/command.ts";
import { complete } from "#src/cli/completion/candidates.ts";
import { serverNames } from "#src/cli/completion/names.ts";
import { printData } from "#src/cli/output.ts";
import { COMMANDS } from "#src/cli/program.ts";

export const completeCommand = defineCommand({
  meta: { name: "ao __complete", description: "Complete a command line (for completion scripts)." },
  args: {
    word: {
      type: "positional",
      required: false,
      description: "the words behind ao; the last is completed",
    },
  },
  rest: "program",
  examples: [],
  async run({ args }) {
    const { candidates, files } = await complete(args._, COMMANDS, serverNames());
    const lines = candidates.map(({ value, meaning }) =>
      meaning === "" ? `${value}\n` : `${value}\t${meaning}\n`,
    );
    await printData(`${lines.join("")}${files ? ":files\n" : ""}`);
  },
});
