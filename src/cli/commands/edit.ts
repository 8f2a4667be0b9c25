// `ao edit`: put something in place of a call's input or output, for the re-runs of its run.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { readEdit } from "#src/cli/edit/read-edit.ts";
import { nodeArgument, parseNodeId } from "#src/cli/node/parse-node-id.ts";
import { printData, printJson, say, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import type { EditAnswer } from "#src/protocol/edit.ts";

export const editCommand = defineCommand({
  meta: {
    name: "ao edit",
    description:
      "Put something in place of a call's input or output. What was recorded stays as it is: the edit is for re-runs.",
  },
  args: {
    session: sessionArgument,
    node: { ...nodeArgument, required: false },
    run: runOption,
    input: { type: "string", valueHint: "json", description: "the whole request body" },
    output: { type: "string", valueHint: "json", description: "the whole response body" },
    set: {
      type: "string",
      valueHint: "path=value",
      description: "one value of either body; may be given many times",
    },
    text: { type: "string", description: "the plain text of the answer, whatever its format" },
    revert: { type: "boolean", description: "take the edit back: the original, for re-runs" },
    list: {
      type: "boolean",
      description: "show the edits of the run and its subruns (as without any option)",
    },
    json: jsonOption,
  },
  repeatable: ["set"],
  notes:
    "Bodies and texts may be in a file, @file, or come from the standard input, @-; @@ stands for one @. The value of --set is JSON where it is that (5, true, [1]), else a text. A path belongs to the body that has it; input. or output. before it says which. A call has one edit, of its input or of its output.",
  values: { session: "session", node: "node", run: "run" },
  examples: [
    { command: 'ao edit last n2 --text "It is sunny."', meaning: "what if it had said this?" },
    {
      command: "ao edit last n4 --set 'messages[1].content=Be brief' --set input.temperature=0",
      meaning: "two values of what it was asked",
    },
    { command: "ao node last n4 --output > n4.json", meaning: "a whole body to work on" },
    { command: "ao edit last n4 --output @n4.json", meaning: "and back" },
    { command: "ao edit last n4 --revert", meaning: "the original" },
    { command: "ao edit last", meaning: "the edits of the newest run and its subruns" },
  ],
  async run({ args }) {
    const action = await readEdit(args);
    const node = args.node === undefined ? null : parseNodeId(args.node);
    if (node === null && action.kind !== "list") {
      throw usage('missing argument <node>: "ao edit" needs to know which call');
    }
    const { api } = await connect();
    const { session, run } = await findRun(api, args.session, args.run);
    const where = `${oneLine(session.name)}, run ${run.run_id}`;
    if (action.kind === "list" || node === null) {
      if (node !== null) await api.node(run.run_id, node);
      const all = await api.listEdits(run.run_id);
      const edits = all.filter(
        (edit) => node === null || (edit.node_id === node && edit.run_id === run.run_id),
      );
      if (args.json) return printJson({ edits });
      if (edits.length === 0) return say(`no edits: ${node === null ? "" : `${node} of `}${where}`);
      const { editLines } = await import("#src/cli/edit/edit-lines.ts");
      const view = { paint: stdoutPaint(), width: stdoutWidth(100), runId: run.run_id };
      const lines = editLines(edits, view);
      return printData(`${lines.join("\n")}\n`);
    }
    const answer =
      action.kind === "revert"
        ? await api.revertNode(run.run_id, node)
        : await api.editNode(run.run_id, node, action.request);
    if (args.json) return printJson(answer);
    await say(describe(answer, node, where));
  },
});

const LABEL_LENGTH = 70;

/** What was done, and what of it may be a surprise. */
function describe(answer: EditAnswer, asked: string, where: string): string {
  const { node_id: node, label, side, edit, taken_back: takenBack, replaced, added } = answer;
  const lines = [
    `${doneWith(answer)}, ${side} of ${node}: ${where}`,
    `  ${node}: ${cut(oneLine(label), LABEL_LENGTH)}`,
  ];
  if (edit === null && takenBack !== null) {
    lines.push("  the run was made with the edit, and goes on to show it");
  }
  if (node !== asked) lines.push(`  the arguments of ${asked} are a part of what ${node} answered`);
  if (replaced !== null) lines.push(`  the edit of its ${replaced} is gone: a call has one`);
  if (added.length > 0) lines.push(`  not there before: ${added.map(oneLine).join(", ")}`);
  return lines.join("\n");
}

function doneWith({ edit, taken_back: takenBack }: EditAnswer): string {
  if (edit !== null) return "edited";
  return takenBack === null ? "as recorded" : "taken back for further re-runs";
}
