// Two runs for the terminal: what they are, call by call, what the programs wrote, and the sums. Pure.
import { formatDuration, plural } from "#src/protocol/presentation/format.ts";
import { describeEnd } from "#src/cli/graph/run-header.ts";
import type { Paint } from "#src/cli/style.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import type { AlignedCall, RunDiff } from "#src/protocol/diff.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import { changeLines } from "./change-lines.ts";
import { describeDeltas } from "#src/protocol/presentation/describe-deltas.ts";

export interface DiffOptions {
  readonly paint: Paint;
  readonly width: number;
  /** Words around a change. */
  readonly context: number;
  readonly onlyDifferences: boolean;
}

const MARKS: Readonly<Record<AlignedCall["state"], string>> = {
  same: "=",
  changed: "~",
  "only-a": "-",
  "only-b": "+",
};

const CAUSES: Readonly<Record<NonNullable<AlignedCall["cause"]>, string>> = {
  edit: "because of the edit",
  variation: "varies by itself",
  unknown: "not answered in the control",
};

/** The lines, without line feeds. */
export function renderDiff(diff: RunDiff, options: DiffOptions): string[] {
  const { paint } = options;
  const shown = options.onlyDifferences
    ? diff.calls.filter(({ state }) => state !== "same")
    : diff.calls;
  return [
    `${paint.red("- a")}  ${describeRun(diff.a)}`,
    `${paint.green("+ b")}  ${describeRun(diff.b)}`,
    ...(diff.control === null
      ? []
      : [`${paint.blue("  c")}  ${describeRun(diff.control)}  control`]),
    "",
    ...shown.flatMap((call) => callLines(call, options)),
    ...outputSection("stdout", diff.program_output.stdout, options),
    ...outputSection("stderr", diff.program_output.stderr, options),
    ...truncationNote(diff.program_output.truncated, paint),
    ...(shown.length === 0 ? [] : [""]),
    summary(diff, paint),
  ];
}

function describeRun(run: Run): string {
  const end = describeEnd(run);
  return [
    run.run_id,
    run.status + (end === "" ? "" : ` ${end}`),
    run.duration_ms === null ? "" : formatDuration(run.duration_ms),
    plural(run.nodes, "call"),
    run.label === null ? "" : `"${oneLine(run.label)}"`,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function callLines(call: AlignedCall, options: DiffOptions): string[] {
  const { paint, width } = options;
  const node = call.b ?? call.a;
  if (node === null) return [];
  const colour = markColour(call.state, paint);
  const notes = notesOf(call);
  const ids = idsOf(call).padEnd(9);
  const room = Math.max(12, width - ids.length - notes.length - 6);
  const head = [
    colour(`${MARKS[call.state]} ${ids}`),
    (call.state === "same" ? paint.dim : paint.bold)(cut(oneLine(node.label), room)),
    paint.dim(notes),
  ];
  return [
    head.filter((part) => part !== "").join("  "),
    ...sideLines("input", call.input, options),
    ...sideLines("output", call.output, options),
    ...endLines(call, paint),
  ];
}

function markColour(state: AlignedCall["state"], paint: Paint): (text: string) => string {
  return { same: paint.dim, changed: paint.yellow, "only-a": paint.red, "only-b": paint.green }[
    state
  ];
}

function idsOf({ a, b }: AlignedCall): string {
  if (a === null || b === null) return (a ?? b)?.id ?? "";
  return a.id === b.id ? a.id : `${a.id}→${b.id}`;
}

function notesOf(call: AlignedCall): string {
  const { b, subrun, deltas, cause } = call;
  return [
    subrun === null ? "" : `in ${oneLine(subrun)}`,
    b === null ? "" : sourceOf(b),
    cause === undefined ? "" : CAUSES[cause],
    deltas === null || call.state === "same" ? "" : describeDeltas(deltas),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function sourceOf({ edited, source }: NodeSummary): string {
  if (edited !== null) return `edited ${edited}`;
  return source === "cache" ? "cached" : "";
}

function sideLines(
  side: "input" | "output",
  changes: AlignedCall["input"],
  options: DiffOptions,
): string[] {
  return changeLines(changes, { ...options, prefix: `${side} `, indent: "    " });
}

/** How it ended, where that is what changed. */
function endLines({ state, a, b }: AlignedCall, paint: Paint): string[] {
  if (state !== "changed" || a === null || b === null) return [];
  const [old, now] = [endOf(a), endOf(b)];
  return old === now ? [] : [`    status  ${paint.red(old)} → ${paint.green(now)}`];
}

function endOf({ status, error }: NodeSummary): string {
  return error === null ? status : `${status}: ${oneLine(error.message)}`;
}

function outputSection(
  stream: string,
  changes: RunDiff["program_output"]["stdout"],
  options: DiffOptions,
): string[] {
  if (changes.length === 0) return [];
  const lines = changeLines(changes, { ...options, prefix: "line ", indent: "    " });
  return ["", options.paint.bold(`The program's ${stream}`), ...lines];
}

function truncationNote({ a, b }: RunDiff["program_output"]["truncated"], paint: Paint): string[] {
  if (!a && !b) return [];
  const who = a && b ? "a and b" : a ? "a" : "b";
  return ["", paint.dim(`Of what ${who} wrote the end was not kept, and is not compared`)];
}

function summary({ counts, deltas, program_output }: RunDiff, paint: Paint): string {
  const wrote = program_output.stdout.length + program_output.stderr.length;
  const parts = [
    paint.dim(`${counts.same} same`),
    paint.yellow(`${counts.changed} changed`),
    paint.red(`${counts.only_a} only in a`),
    paint.green(`${counts.only_b} only in b`),
    describeDeltas(deltas),
    wrote === 0 ? "" : "the program wrote something else",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}
