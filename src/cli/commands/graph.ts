// `ao graph`: a run as a tree for the terminal, or as JSON, Mermaid or Graphviz for tools.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { printData, printStream, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { subrunsInside } from "#src/protocol/presentation/session-runs.ts";
import {
  jsonOption,
  runOption,
  sessionArgument,
  waitArguments,
} from "#src/cli/shared-arguments.ts";
import { waitIfAsked } from "#src/cli/wait-for-run.ts";

export const graphCommand = defineCommand({
  meta: {
    name: "ao graph",
    description: "Show the LLM and tool calls of a run, and what flowed between them.",
  },
  args: {
    session: sessionArgument,
    run: runOption,
    json: { ...jsonOption, description: "print the whole graph, inputs and outputs too, as JSON" },
    ...waitArguments,
    mermaid: { type: "boolean", description: "print a Mermaid flowchart" },
    dot: { type: "boolean", description: "print a Graphviz graph" },
  },
  notes:
    "Read it from top to bottom: each line is a call, the lines at the left lead from a call to those that used its output, and ⟵ names where the input came from and how ao knows.",
  values: { session: "session", run: "run" },
  examples: [
    { command: "ao graph last", meaning: "the newest session as a tree" },
    { command: "ao graph last --run 2 --json", meaning: "its second run with all bodies" },
    { command: "ao graph last --run sample-1", meaning: "a subrun of its newest run" },
    { command: "ao graph last --dot | dot -Tsvg > graph.svg", meaning: "a picture" },
  ],
  async run({ args }) {
    const chosen = (["json", "mermaid", "dot"] as const).filter((format) => args[format]);
    if (chosen.length > 1) {
      throw usage(`cannot use --${chosen[0]} with --${chosen[1]}: each is a format of its own`);
    }
    const { api } = await connect();
    const { session, run, runs } = await findRun(api, args.session, args.run);
    await waitIfAsked(api, [run], args);
    if (args.json) return printStream(await api.graphStream(run.run_id));
    const outline = await api.outline(run.run_id);
    if (args.mermaid) {
      const { renderMermaid } = await import("#src/cli/graph/mermaid.ts");
      return printData(renderMermaid(outline));
    }
    if (args.dot) {
      const { renderDot } = await import("#src/cli/graph/dot.ts");
      return printData(renderDot(outline));
    }
    const { renderTree } = await import("#src/cli/graph/tree.ts");
    const lines = renderTree(outline, {
      sessionName: session.name,
      runs,
      subruns: subrunsInside(runs, run.run_id).map((inside) => inside.run),
      paint: stdoutPaint(),
      width: Math.max(40, stdoutWidth(100)),
      now: new Date(),
    });
    await printData(`${lines.join("\n")}\n`);
  },
});
