// What `ao record` says after the program's own output. Pure.
import type { RecordedRun } from "./record-run.ts";
import { signalNumber } from "./signals.ts";
import type { Delivery } from "./spool-forwarder.ts";

/** The last line of stderr under `--json`; fixed by the contract. Null where it is not known. */
export interface RecordReport {
  readonly session_id: string | null;
  readonly run_id: string | null;
  readonly exit_code: number;
  readonly duration_ms: number;
  readonly nodes: number | null;
  readonly edges: number | null;
  readonly url: string | null;
  readonly problem?: string;
}

/** The exit code as a shell shows it: 128 and the signal's number where a signal ended it. */
export function shellExitCode(recorded: RecordedRun): number {
  const { exitCode, signal } = recorded.exit;
  return signal === null ? (exitCode ?? 1) : 128 + signalNumber(signal);
}

/** The report of a run; `serverAddress` is null where there is no server. */
export function toReport(recorded: RecordedRun, serverAddress: string | null): RecordReport {
  const { run, delivery } = recorded;
  const problem = problemOf(recorded);
  const sessionId = run?.target.sessionId ?? null;
  return {
    session_id: sessionId,
    run_id: run?.runId ?? null,
    exit_code: shellExitCode(recorded),
    duration_ms: Math.round(recorded.exit.durationMs),
    nodes: delivery?.settled?.nodes ?? null,
    edges: delivery?.settled?.edges ?? null,
    url: serverAddress === null || run === null ? null : `${serverAddress}/?session=${sessionId}`,
    ...(problem === null ? {} : { problem }),
  };
}

/** The same for a person: one line, or two where something went wrong. */
export function toSentence(recorded: RecordedRun): string {
  const { run, delivery } = recorded;
  const problem = problemOf(recorded);
  if (run === null) return `ao: nothing recorded: ${problem ?? "unknown reason"}`;
  const name = `${run.target.sessionName} (${run.target.sessionId})`;
  if (delivery?.incomplete) return `ao: not all of ${name} is recorded: ${problem}\n${HINT}`;
  if (delivery?.delivered) {
    return `ao: recorded ${name}: ${countsOf(delivery)} · ao graph ${run.target.sessionId}`;
  }
  const reason = problem ?? "the server did not answer in time";
  return `ao: recorded ${name}, kept for later: ${reason}\n${HINT}`;
}

const HINT = "  hint: ao doctor tells what is wrong; any ao command delivers what is kept";

function problemOf({ delivery, problem }: RecordedRun): string | null {
  if (delivery?.incomplete && delivery.delivered)
    return "the disk did not take everything: is it full?";
  if (delivery?.incomplete) return problem ?? "the disk did not take everything: is it full?";
  return problem;
}

function countsOf({ settled }: Delivery): string {
  if (settled === null) return "still being analysed";
  return `${plural(settled.nodes, "call")}, ${plural(settled.edges, "edge")}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
