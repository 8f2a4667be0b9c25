// The lines above a run: what ran, when, how it ended, what it took. Pure.
import {
  formatAge,
  formatCommand,
  formatCost,
  formatCount,
  formatDuration,
  formatTokens,
  plural,
} from "#src/protocol/presentation/format.ts";
import type { Paint } from "#src/cli/style.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import type { RunStatus } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";

const RUN_MARKS: Readonly<Record<RunStatus, string>> = {
  running: "…",
  finished: "✓",
  failed: "✗",
  interrupted: "⊘",
};

/** `✓ finished` in its colour. */
function runStatus(status: RunStatus, paint: Paint): string {
  return paintStatus(status, paint)(`${RUN_MARKS[status]} ${status}`);
}

/** The colour of a run's status. */
export function paintStatus(status: RunStatus, paint: Paint): (text: string) => string {
  return {
    running: paint.blue,
    finished: paint.green,
    failed: paint.red,
    interrupted: paint.yellow,
  }[status];
}

/** `exit 3`, `SIGTERM`, or nothing where it ended well. */
export function describeEnd(run: Pick<Run, "exit_code" | "signal">): string {
  if (run.signal !== null) return run.signal;
  return run.exit_code === null || run.exit_code === 0 ? "" : `exit ${run.exit_code}`;
}

/** Two to four lines about a run. */
export function runHeader(
  run: Run,
  options: {
    readonly width: number;
    readonly paint: Paint;
    readonly sessionName: string;
    readonly now: Date;
    readonly subruns?: readonly Run[];
    /** All runs of the session. */
    readonly runs?: readonly Run[];
  },
): string[] {
  const { paint, width } = options;
  const command = formatCommand([run.command.script, ...run.command.args]);
  const ending = [
    describeEnd(run),
    run.error === null ? "" : cut(oneLine(run.error), 60),
    run.duration_ms === null ? "" : formatDuration(run.duration_ms),
    formatAge(run.started_at, options.now),
    parentOf(run, options.runs),
  ].filter((text) => text !== "");
  return [
    `${paint.bold(options.sessionName)}  ${paint.dim(`session ${run.session_id} · run ${run.run_id}`)}`,
    paint.dim(cut(`$ ao record ${oneLine(command)}`, width)),
    `${runStatus(run.status, paint)} · ${ending.join(" · ")}`,
    totals(run),
    ...subrunLines(run, options.subruns ?? [], options),
    ...judgement(run, paint, width),
  ];
}

/** `re-run of k3xh2p9fm4wz`; the run may be deleted. */
function parentOf({ parent_run_id: parent }: Run, runs: readonly Run[] | undefined): string {
  if (parent === null) return "";
  const isGone = runs?.every(({ run_id }) => run_id !== parent) === true;
  return `re-run of ${parent}${isGone ? " (deleted)" : ""}`;
}

function totals(run: Run): string {
  const { input, output, cached } = run.tokens;
  const parts = [plural(run.nodes, "call"), plural(run.edges, "edge")];
  if (input + output > 0) {
    const fromCache = cached > 0 ? ` (${formatCount(cached)} cached)` : "";
    parts.push(`${formatTokens(run.tokens)} tokens${fromCache}`);
  }
  if (run.cost_usd !== null) parts.push(formatCost(run.cost_usd));
  if (run.edits > 0) parts.push(plural(run.edits, "edit"));
  return parts.join(" · ");
}

/** What a run holds and how to see it; what a subrun is a part of. */
function subrunLines(
  run: Run,
  subruns: readonly Run[],
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const lines: string[] = [];
  if (run.name !== null) {
    lines.push(`subrun "${oneLine(run.path ?? run.name)}" of ${run.subrun_of ?? "a deleted run"}`);
  }
  const [first] = subruns;
  if (first !== undefined) {
    const calls = subruns.reduce((sum, { nodes }) => sum + nodes, 0);
    const held = `${plural(subruns.length, "subrun")} with ${plural(calls, "call")}`;
    const shown = formatCommand(["--run", first.path ?? first.run_id]);
    lines.push(`${held} · ao graph ${run.session_id} ${shown}`);
  }
  return lines.map((line) => paint.dim(cut(line, width)));
}

function judgement(run: Run, paint: Paint, width: number): string[] {
  const parts = [
    run.label === null ? "" : `"${oneLine(run.label)}"`,
    run.result ?? "",
    run.note === null ? "" : `note: ${oneLine(run.note)}`,
  ].filter((text) => text !== "");
  return parts.length === 0 ? [] : [paint.yellow(cut(parts.join(" · "), width))];
}
