// What came of a test, for people and for programs. Pure.
import { isAbsolute, relative } from "node:path";
import { formatDuration, plural } from "#src/protocol/presentation/format.ts";
import type { Paint } from "#src/cli/style.ts";
import { clean, oneLine } from "#src/cli/text.ts";
import type { AoError } from "#src/errors.ts";
import type { Explanation } from "#src/frozen/explain-call.ts";
import type { Judgement, UnknownCall } from "#src/frozen/judge.ts";
import type { FrozenResult } from "#src/frozen/run-frozen.ts";

type ExplainedCall = UnknownCall & Explanation;

export type CheckedTest =
  | {
      readonly file: string;
      readonly passed: boolean;
      readonly strict: boolean;
      readonly result: FrozenResult;
      readonly judgement: Judgement;
      readonly unknown: readonly ExplainedCall[];
      readonly problem?: undefined;
    }
  /** It could not be run. */
  | { readonly file: string; readonly passed: false; readonly problem: AoError };

/** Lines of a program's output that a failed test shows. */
const SHOWN_LINES = 40;

export function renderTest(test: CheckedTest, paint: Paint): string[] {
  const mark = test.passed ? paint.green("✓") : paint.red("✗");
  if (test.problem !== undefined) {
    return [`${mark} ${test.file}`, `    ${clean(test.problem.message)}`];
  }
  const { judgement, result } = test;
  const numbers = `${plural(judgement.served, "call")} from the file, ${formatDuration(result.durationMs)}`;
  const lines = [`${mark} ${test.file}  ${paint.dim(numbers)}`];
  if (judgement.timedOut) lines.push("    it took too long and was stopped");
  for (const problem of judgement.problems) lines.push(`    ao could not watch it: ${problem}`);
  for (const call of test.unknown) lines.push(...renderUnknown(call, paint));
  const { expected, actual } = judgement.exitCode;
  if (expected !== actual) lines.push(`    exit code ${actual}, recorded was ${expected}`);
  lines.push(...renderNotMade(test, paint));
  return test.passed ? lines : [...lines, ...renderOutput(result.output, paint)];
}

function renderUnknown(call: ExplainedCall, paint: Paint): string[] {
  const { operation, location, nearest, path } = call;
  const where =
    location === null ? "" : ` at ${shortPath(location.file)}:${location.line}:${location.column}`;
  const lines = [`    ${paint.red("not in the file")}: ${operation}${where}`];
  if (call.wasSent) lines.push(`      it could not be kept from leaving: ${oneLine(call.reason)}`);
  if (nearest === null) return [...lines, "      no recorded call is like it"];
  lines.push(`      nearest: ${oneLine(nearest)}`);
  if (path === null) return [...lines, `      ${oneLine(call.reason)}`];
  lines.push(
    `      first difference at ${path === "" ? "the whole body" : path}`,
    `        ${paint.red("-")} ${shown(call.old)}`,
    `        ${paint.green("+")} ${shown(call.new)}`,
  );
  return lines;
}

/** As it is typed here, where it is below this directory. */
function shortPath(path: string): string {
  const here = relative(process.cwd(), path);
  return here === "" || here.startsWith("..") || isAbsolute(here) ? path : here;
}

function shown(text: string | null): string {
  return text === null ? "(not there)" : oneLine(text);
}

function renderNotMade(
  { judgement, strict }: { readonly judgement: Judgement; readonly strict: boolean },
  paint: Paint,
): string[] {
  const colour = strict ? paint.red : paint.yellow;
  return judgement.notMade.map(({ call }) => `    ${colour("not made")}: ${oneLine(call)}`);
}

function renderOutput(output: string, paint: Paint): string[] {
  const all = clean(output).trimEnd().split("\n");
  if (all.length === 1 && all[0] === "") return [];
  const last = all.slice(-SHOWN_LINES);
  const missing = all.length - last.length;
  const heading = missing > 0 ? `the last ${SHOWN_LINES} lines of its output` : "its output";
  return [`    ${heading}:`, ...last.map((line) => `    ${paint.dim("│")} ${line}`.trimEnd())];
}

/** The same as JSON. */
export function toReport(test: CheckedTest): unknown {
  const { file, passed } = test;
  if (test.problem !== undefined) return { file, passed, problem: test.problem.message };
  const { judgement, result } = test;
  return {
    file,
    passed,
    exit_code: judgement.exitCode,
    timed_out: judgement.timedOut,
    duration_ms: Math.round(result.durationMs),
    served: judgement.served,
    unknown: test.unknown.map(({ operation, location, reason, wasSent, ...explained }) => ({
      operation,
      location,
      reason,
      was_sent: wasSent,
      nearest: explained.nearest,
      path: explained.path,
      old: explained.old,
      new: explained.new,
    })),
    not_made: judgement.notMade.map(({ call }) => call),
    problems: judgement.problems,
    ...(passed ? {} : { output: result.output }),
  };
}
