// `ao result`: a person's judgement of a run.
import { defineCommand } from "#src/cli/command.ts";
import { patchRun } from "#src/cli/patch-run.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";

export const resultCommand = defineCommand({
  meta: { name: "ao result", description: "Say whether what a run did was satisfactory." },
  args: {
    session: sessionArgument,
    result: { type: "positional", required: true, description: "satisfactory, failed or clear" },
    run: runOption,
    json: jsonOption,
  },
  values: { session: "session", run: "run", result: ["satisfactory", "failed", "clear"] },
  examples: [
    { command: "ao result last satisfactory", meaning: "the newest run did well" },
    { command: "ao result last clear", meaning: "no judgement after all" },
  ],
  async run({ args }) {
    const result = args.result === "satisfactory" || args.result === "failed" ? args.result : null;
    await patchRun(args, { result }, result === null ? "result cleared" : `marked ${result}`);
  },
});
