// `ao diff`: two runs call by call.
import { integerOption } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { chooseRuns } from "#src/cli/diff/choose-runs.ts";
import { printData, printJson, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { jsonOption, sessionArgument, waitArguments } from "#src/cli/shared-arguments.ts";
import { waitIfAsked } from "#src/cli/wait-for-run.ts";

const WORDS = { minimum: 0, maximum: 999_999 };
const runDescription = 'an id, the first letters of one, or its number in "ao runs"';

export const diffCommand = defineCommand({
  meta: {
    name: "ao diff",
    description: "Compare two runs: which calls are the same, which changed, and how.",
  },
  args: {
    session: sessionArgument,
    runA: {
      type: "positional",
      required: false,
      description: `the first run, ${runDescription}; else the one that the second is a re-run of`,
    },
    runB: { type: "positional", required: false, description: "the second run; else the newest" },
    "only-differences": { type: "boolean", description: "leave out the calls that are the same" },
    context: {
      type: "string",
      valueHint: "words",
      default: "8",
      description: "words that are shown around each change",
    },
    control: {
      type: "boolean",
      description:
        "run the first one again, live and unedited, to tell what an edit changed from what the model varies by itself",
    },
    yes: { type: "boolean", alias: "y", description: "do not ask before --control spends money" },
    ...waitArguments,
    json: jsonOption,
  },
  notes:
    "Calls are the same call where one was answered from the other, where they ask the same, or by their order and line of code. Ids, times and accounting that every answer has anew are no difference. What the programs wrote is compared, too.",
  values: { session: "session", runA: "run", runB: "run" },
  examples: [
    { command: "ao diff last", meaning: "the newest run with the one it is a re-run of" },
    { command: "ao diff billing 1 3 --only-differences", meaning: "what its third run changed" },
    { command: "ao diff last --control", meaning: "which of the changes the edit caused" },
  ],
  async run({ args }) {
    const context = integerOption(args.context, "--context", WORDS) ?? 8;
    const { api } = await connect();
    const { a, b } = await chooseRuns(api, args);
    await waitIfAsked(api, [a, b], args);
    const { makeControl } = await import("#src/cli/diff/control.ts");
    const control = args.control ? await makeControl(api, a, args.yes) : null;
    const diff = await api.diff(a.run_id, b.run_id, control);
    if (args.json) return printJson(diff);
    const { renderDiff } = await import("#src/cli/diff/render-diff.ts");
    const lines = renderDiff(diff, {
      paint: stdoutPaint(),
      width: Math.max(40, stdoutWidth(100)),
      context,
      onlyDifferences: args["only-differences"],
    });
    await printData(`${lines.join("\n")}\n`);
  },
});
