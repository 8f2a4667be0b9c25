// `ao export`: a run as one HTML file that needs neither ao nor a network.
import { resolve } from "node:path";
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { formatBytes, plural } from "#src/protocol/presentation/format.ts";
import { printJson, say } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { writeOut } from "#src/cli/write-out.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";

export const exportCommand = defineCommand({
  meta: {
    name: "ao export",
    description: "Write a run as one HTML file: its picture, its calls, and what a re-run changed.",
  },
  args: {
    session: sessionArgument,
    run: runOption,
    html: { type: "boolean", description: "as an HTML file; there is no other kind yet" },
    out: {
      type: "string",
      valueHint: "file",
      description: "where to; else <session>.html in this directory",
    },
    json: jsonOption,
  },
  notes:
    "The file holds the run, its subruns and the run that it is a re-run of, with all inputs and outputs: whoever has it can read them. Nothing can be changed in it.",
  values: { session: "session", run: "run", out: "file" },
  examples: [
    { command: "ao export last --html", meaning: "the newest run, for somebody without ao" },
    { command: "ao export last --html --out run.html", meaning: "under another name" },
  ],
  async run({ args }) {
    if (!args.html) throw usage("say in which form: --html");
    const { api } = await connect();
    const found = await findRun(api, args.session, args.run);
    const { collectExport } = await import("#src/cli/export/collect-export.ts");
    const { renderExport } = await import("#src/cli/export/render-export.ts");
    const exported = await collectExport(api, found);
    const html = await renderExport(exported);
    const file = resolve(args.out ?? `${found.session.name}.html`);
    // It holds prompts and answers.
    writeOut(file, html, 0o600);
    const size = Buffer.byteLength(html);
    const calls = exported.details.reduce((sum, { nodes }) => sum + nodes.length, 0);
    if (args.json) return printJson({ file, run_id: found.run.run_id, calls, size_bytes: size });
    return say(`written: ${file}, ${plural(calls, "call")}, ${formatBytes(size)}`);
  },
});
