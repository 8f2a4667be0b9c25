// `ao output`: what a recorded program wrote to its standard streams.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson, say } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import { clean } from "#src/cli/text.ts";
import { textOf } from "#src/protocol/program-output.ts";

export const outputCommand = defineCommand({
  meta: { name: "ao output", description: "Print what a recorded program wrote." },
  args: {
    session: sessionArgument,
    run: runOption,
    stderr: { type: "boolean", description: "what it wrote to stderr; else to stdout" },
    json: { ...jsonOption, description: "print both, each part with its time, as JSON" },
  },
  notes:
    "Kept is the first megabyte of what JavaScript code writes. What native code writes is not seen: the message of an uncaught exception, a Blob or Response given to Bun.write(), and the output of child programs that are not Bun. Colours are left out of what the console formats.",
  values: { session: "session", run: "run" },
  examples: [
    { command: "ao output last", meaning: "what the newest run wrote to stdout" },
    { command: "ao output last --run 1 --stderr", meaning: "what the first one wrote to stderr" },
  ],
  async run({ args }) {
    if (args.json && args.stderr) throw usage("cannot use --json with --stderr: JSON has both");
    const { api } = await connect();
    const { run } = await findRun(api, args.session, args.run);
    const output = await api.output(run.run_id);
    if (args.json) return printJson(output);
    const text = textOf(output, args.stderr ? "stderr" : "stdout");
    await printData(process.stdout.isTTY ? clean(text) : text);
    if (output.truncated) await say("ao: the program wrote more than is kept");
  },
});
