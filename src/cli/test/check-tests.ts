// `ao test <file>…`: runs the programs of tests, one after the other, and says what came of each.
import { isOutputClosed, printData, printJson, stdoutPaint } from "#src/cli/output.ts";
import { type CheckedTest, renderTest, toReport } from "#src/cli/test/render-test.ts";
import { readSettings } from "#src/config/settings.ts";
import type { Settings } from "#src/config/settings.ts";
import { type AoError, toAoError } from "#src/errors.ts";
import { explainCall } from "#src/frozen/explain-call.ts";
import { judge } from "#src/frozen/judge.ts";
import { runFrozen } from "#src/frozen/run-frozen.ts";
import { readTestFile } from "#src/frozen/test-file.ts";
import { endBySignal } from "#src/record/signals.ts";

interface CheckOptions {
  readonly strict: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
  readonly timeoutMs: number | null;
}

/** Resolves to 0 where all pass, else to 1. A signal ends the program under way, and then us. */
export async function checkTests(files: readonly string[], options: CheckOptions): Promise<number> {
  const settings = readSettings(process.env);
  const paint = stdoutPaint();
  const checked: CheckedTest[] = [];
  const received = watchSignals();
  for (const file of files) {
    const test = await check(settings, file, options);
    if (received.signal !== null) return endBySignal(received.signal);
    checked.push(test);
    if (!options.json) await tell(() => printData(`${renderTest(test, paint).join("\n")}\n`));
  }
  const passed = checked.every((test) => test.passed);
  if (options.json) await tell(() => printJson({ passed, tests: checked.map(toReport) }));
  else if (checked.length > 1) await tell(() => printData(`${summary(checked)}\n`));
  return passed ? 0 : 1;
}

/** What the tests came to is in the exit code also where nobody reads on, as in `ao test … | head`. */
async function tell(print: () => Promise<void>): Promise<void> {
  try {
    await print();
  } catch (error) {
    if (!isOutputClosed(error)) throw error;
  }
}

/** Each is also sent on to the program, whose folder is to be cleared away before we end. */
function watchSignals(): { readonly signal: NodeJS.Signals | null } {
  const received: { signal: NodeJS.Signals | null } = { signal: null };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => void (received.signal = signal));
  }
  return received;
}

async function check(
  settings: Settings,
  file: string,
  { strict, verbose, json, timeoutMs }: CheckOptions,
): Promise<CheckedTest> {
  try {
    const test = readTestFile(file);
    // With --json, standard output is for the document.
    const result = await runFrozen(settings, test, { file, timeoutMs, verbose: verbose && !json });
    const judgement = judge(test, result.events, { end: result.end, strict });
    const unknown = judgement.unknown.map((call) => ({
      ...call,
      ...explainCall(call, test, judgement.notMade),
    }));
    return { file, passed: judgement.passed, result, judgement, unknown, strict };
  } catch (error) {
    // The other tests are checked all the same.
    const problem: AoError = toAoError(error);
    return { file, passed: false, problem };
  }
}

function summary(checked: readonly CheckedTest[]): string {
  const failed = checked.filter(({ passed }) => !passed).length;
  const all = `${checked.length} tests`;
  return failed === 0 ? `${all} passed` : `${failed} of ${all} failed`;
}
