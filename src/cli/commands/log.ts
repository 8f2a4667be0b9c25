// `ao log`: what the program said of its run with `log(entry, { success })` of the module "ao".
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson, say, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import type { Paint } from "#src/cli/style.ts";
import { type Column, renderTable } from "#src/cli/table.ts";
import { oneLine } from "#src/cli/text.ts";
import type { RunLog } from "#src/protocol/program-log.ts";

export const logCommand = defineCommand({
  meta: { name: "ao log", description: "Show what a program wrote to the log of its run." },
  args: { session: sessionArgument, run: runOption, json: jsonOption },
  values: { session: "session", run: "run" },
  examples: [
    { command: "ao log last", meaning: "the newest run and its subruns, in order of time" },
    { command: "ao log last --run sample-1 --json", meaning: "one subrun, entries in full" },
  ],
  notes:
    'A program writes with "import { log } from \'ao\'": log(entry) keeps the entry, log(entry, { success: true }) marks the run, or the subrun it is called in, as satisfactory, false as failed. The last word holds, unless somebody has said otherwise with "ao result": that stays.',
  async run({ args }) {
    const { api } = await connect();
    const { session, run } = await findRun(api, args.session, args.run);
    const log = await api.runLog(run.run_id);
    if (args.json) return printJson(log);
    if (log.entries.length === 0) {
      return say(`Run ${run.run_id} of "${session.name}" has written nothing to its log.`);
    }
    const width = stdoutWidth(Number.POSITIVE_INFINITY);
    const lines = renderLog(log, { paint: stdoutPaint(), width });
    await printData(`${lines.join("\n")}\n`);
  },
});

type Entry = RunLog["entries"][number];

/** The lines of a log. */
export function renderLog(
  { entries }: RunLog,
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const columns: Column<Entry>[] = [
    { title: "TIME", text: ({ at }) => at.slice(11, 23), paint: paint.dim },
    {
      title: "SUBRUN",
      text: ({ subrun }) => oneLine(subrun ?? ""),
      shrinkTo: 8,
      paint: paint.cyan,
    },
    { title: "RESULT", text: resultOf, paint: (cell, { success }) => colour(success, paint)(cell) },
    {
      title: "ENTRY",
      text: ({ entry }) => oneLine(typeof entry === "string" ? entry : JSON.stringify(entry)),
      shrinkTo: 20,
    },
  ];
  return renderTable(entries, columns, { width, heading: paint.dim });
}

function resultOf({ success }: Entry): string {
  if (success === null) return "";
  return success ? "satisfactory" : "failed";
}

function colour(success: boolean | null, paint: Paint): (text: string) => string {
  return success === false ? paint.red : paint.green;
}
