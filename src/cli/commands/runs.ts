// `ao runs`: the runs of a session, oldest first, numbered.
import { defineCommand } from "#src/cli/command.ts";
import {
  formatAge,
  formatCommand,
  formatCost,
  formatCount,
  formatDuration,
} from "#src/protocol/presentation/format.ts";
import { describeEnd, paintStatus } from "#src/cli/graph/run-header.ts";
import { printData, printJson, say, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { oldestFirst, subrunsInside, wholeRuns } from "#src/protocol/presentation/session-runs.ts";
import { jsonOption, sessionArgument, waitArguments } from "#src/cli/shared-arguments.ts";
import { waitIfAsked } from "#src/cli/wait-for-run.ts";
import type { Paint } from "#src/cli/style.ts";
import { type Column, renderTable } from "#src/cli/table.ts";
import { oneLine } from "#src/cli/text.ts";
import type { Run } from "#src/protocol/session.ts";

export const runsCommand = defineCommand({
  meta: { name: "ao runs", description: "List the runs of a session, oldest first." },
  args: { session: sessionArgument, ...waitArguments, json: jsonOption },
  values: { session: "session" },
  examples: [{ command: "ao runs last", meaning: "how often the newest session was run" }],
  async run({ args }) {
    const { api } = await connect();
    const session = await api.findSession(args.session);
    const list = async (): Promise<Run[]> => oldestFirst(await api.listRuns(session.session_id));
    if (args.wait || args.timeout !== undefined) await waitIfAsked(api, await list(), args);
    const runs = await list();
    if (args.json) return printJson({ runs });
    if (runs.length === 0) return say(`"${session.name}" has no run yet.`);
    const lines = renderRuns(runs, {
      paint: stdoutPaint(),
      width: stdoutWidth(Number.POSITIVE_INFINITY),
      now: new Date(),
    });
    await printData(`${lines.join("\n")}\n`);
  },
});

/** The lines of the list: each run, and below it the subruns that are inside of it. */
export function renderRuns(
  runs: readonly Run[],
  options: { readonly paint: Paint; readonly width: number; readonly now: Date },
): string[] {
  const { paint, now } = options;
  const whole = wholeRuns(runs);
  const depths = new Map<Run, number>();
  for (const run of whole) {
    depths.set(run, 0);
    for (const inside of subrunsInside(runs, run.run_id)) depths.set(inside.run, inside.depth);
  }
  const columns = columnsOf(whole, depths, { paint, now });
  return renderTable([...depths.keys()], columns, { width: options.width, heading: paint.dim });
}

/** `depths`: how far inside of others a run is. */
function columnsOf(
  whole: readonly Run[],
  depths: ReadonlyMap<Run, number>,
  { paint, now }: { readonly paint: Paint; readonly now: Date },
): Column<Run>[] {
  return [
    {
      title: "#",
      align: "end",
      text: (run) => (run.subrun_of === null ? String(whole.indexOf(run) + 1) : ""),
    },
    { title: "RUN", text: (run) => run.run_id, paint: paint.cyan },
    { title: "OF", text: (run) => parentOf(run, whole), shrinkTo: 8 },
    { title: "SUBRUN", text: (run) => subrunOf(run, depths.get(run) ?? 0), shrinkTo: 10 },
    {
      title: "STATUS",
      text: (run) => `${run.status} ${describeEnd(run)}`.trimEnd(),
      paint: (cell, run) => paintStatus(run.status, paint)(cell),
    },
    { title: "WHEN", text: (run) => formatAge(run.started_at, now) },
    {
      title: "TIME",
      align: "end",
      leaveOut: 5,
      text: (run) => (run.duration_ms === null ? "" : formatDuration(run.duration_ms)),
    },
    { title: "NODES", align: "end", leaveOut: 4, text: (run) => formatCount(run.nodes) },
    {
      title: "EDITS",
      align: "end",
      leaveOut: 3,
      text: ({ edits }) => (edits === 0 ? "" : String(edits)),
    },
    { title: "TOKENS", align: "end", leaveOut: 1, text: tokensOf },
    {
      title: "COST",
      align: "end",
      leaveOut: 2,
      text: (run) => (run.cost_usd === null ? "" : formatCost(run.cost_usd)),
    },
    {
      title: "LABEL",
      text: (run) => oneLine([run.result ?? "", run.label ?? ""].join(" ")),
      shrinkTo: 8,
      paint: paint.yellow,
    },
    {
      title: "COMMAND",
      text: (run) => (run.subrun_of === null ? commandOf(run) : oneLine(run.error ?? "")),
      shrinkTo: 10,
      leaveOut: 6,
    },
  ];
}

/** Which run it is a re-run of, by its number; one that is deleted has none. */
function parentOf({ parent_run_id: parent, subrun_of }: Run, whole: readonly Run[]): string {
  if (parent === null || subrun_of !== null) return "";
  const index = whole.findIndex(({ run_id }) => run_id === parent);
  return index < 0 ? `${parent} (deleted)` : `#${index + 1}`;
}

/** `  inner#2`: with the names above it, its path. */
function subrunOf({ name, path }: Run, depth: number): string {
  if (name === null) return "";
  const count = /#\d+$/.exec(path ?? "")?.[0] ?? "";
  return `${"  ".repeat(depth - 1)}${oneLine(name)}${count}`;
}

function commandOf({ command }: Run): string {
  return oneLine(formatCommand([command.script, ...command.args]));
}

function tokensOf({ tokens }: Run): string {
  const count = tokens.input + tokens.output;
  return count === 0 ? "" : formatCount(count);
}
