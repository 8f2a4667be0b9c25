// `ao node`: one call in full, or a part of it.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { hasEdit } from "#src/cli/graph/describe-edit.ts";
import { filterKeys, formatMatch } from "#src/cli/key-filter.ts";
import { nodeArgument, parseNodeId } from "#src/cli/node/parse-node-id.ts";
import { printData, printJson, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import {
  jsonOption,
  runOption,
  sessionArgument,
  waitArguments,
} from "#src/cli/shared-arguments.ts";
import { waitIfAsked } from "#src/cli/wait-for-run.ts";
import { clean } from "#src/cli/text.ts";
import { AoError, describeThrown } from "#src/errors.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";

export const nodeCommand = defineCommand({
  meta: {
    name: "ao node",
    description:
      "Show one call: its messages, where its input came from and where its output went.",
  },
  args: {
    session: sessionArgument,
    node: { ...nodeArgument, required: true },
    run: runOption,
    input: { type: "boolean", description: "print the request's body, as JSON" },
    output: { type: "boolean", description: "print the response's body, as JSON" },
    original: {
      type: "boolean",
      description: "print what an edit stands in place of, as JSON",
    },
    key: {
      type: "string",
      valueHint: "regex",
      description: "print what stands at paths that fit, as lines of path: value",
    },
    ...waitArguments,
    json: { ...jsonOption, description: "print everything there is to know, as JSON" },
  },
  values: { session: "session", node: "node", run: "run" },
  examples: [
    { command: "ao node last n4", meaning: "what call n4 of the newest run said and did" },
    { command: "ao node last n4 --output", meaning: "the body of its answer" },
    {
      command: String.raw`ao node last n4 --input --key 'messages\[\d+\]\.content'`,
      meaning: "the texts of its messages",
    },
  ],
  async run({ args }) {
    const chosen = (["input", "output", "original"] as const).filter((side) => args[side]);
    if (chosen.length > 1) {
      throw usage(`cannot use --${chosen[0]} with --${chosen[1]}: choose one`);
    }
    if (args.original && args.key !== undefined) {
      throw usage("cannot use --original with --key: choose one");
    }
    const pattern = args.key === undefined ? null : parsePattern(args.key);
    const { api } = await connect();
    const { session, run } = await findRun(api, args.session, args.run);
    await waitIfAsked(api, [run], args);
    const node = await api.node(run.run_id, parseNodeId(args.node));
    if (pattern !== null) return printMatches(node, pattern, args);
    if (args.original) return printOriginal(node);
    if (args.input || args.output) return printJson(node[args.input ? "input" : "output"] ?? null);
    if (args.json) return printJson(node);
    const { renderDetail } = await import("#src/cli/node/detail.ts");
    const width = Math.max(40, stdoutWidth(100));
    const lines = renderDetail(node, { paint: stdoutPaint(), width, sessionName: session.name });
    await printData(`${lines.join("\n")}\n`);
  },
});

async function printOriginal({ id, original, run_id, ...node }: NodeDetail): Promise<void> {
  if (original !== null) return printJson(original.value);
  const why = hasEdit(node) ? "what was recorded is no longer stored" : "it is not edited";
  throw new AoError("not_found", `Cannot show the original of ${id}: ${why}`, {
    hint: `ao edit lists the edits of run ${run_id}`,
  });
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new AoError("usage", `cannot use "${text}" for --key: ${describeThrown(error)}`);
  }
}

async function printMatches(
  node: NodeDetail,
  pattern: RegExp,
  args: { readonly input: boolean; readonly output: boolean; readonly json: boolean },
): Promise<number> {
  // One side: its own paths. Both: below `input` and `output`, to tell them apart.
  const matches = args.input
    ? filterKeys(node.input, pattern)
    : args.output
      ? filterKeys(node.output, pattern)
      : filterKeys({ input: node.input, output: node.output }, pattern);
  if (args.json) {
    await printJson(Object.fromEntries(matches.map(({ path, value }) => [path, value])));
  } else if (matches.length > 0) {
    const lines = matches.map((match) => formatMatch(match));
    await printData(`${process.stdout.isTTY ? clean(lines.join("\n")) : lines.join("\n")}\n`);
  }
  // As grep: 1 where nothing fits.
  return matches.length > 0 ? 0 : 1;
}
