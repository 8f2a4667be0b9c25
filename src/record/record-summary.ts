// What `ao record` says after the program's own output. Pure.
import type { CallCounts, NodeReference } from "#src/protocol/runner-event.ts";
import { nameOfCall } from "./call-counter.ts";
import type { RunTarget } from "./open-run.ts";
import type { RecordedRun } from "./record-run.ts";
import { shellCode } from "./signals.ts";
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
  /** Of a run that was answered from another: that one, and how many calls were answered from where. */
  readonly parent_run_id?: string | null;
  readonly calls?: CallCounts | null;
  /** The calls of that one whose edits were for none of this one. */
  readonly unused_edits?: readonly NodeReference[];
  /** Where one subrun was run again: its run now. */
  readonly subrun_id?: string | null;
  /** True where its time was over. */
  readonly timed_out?: true;
  readonly problem?: string;
}

/** As `timeout(1)` has it. */
export const TIMED_OUT = 124;

/** The exit code as a shell shows it: 128 and the signal's number where a signal ended it. */
export function shellExitCode(recorded: RecordedRun): number {
  if (recorded.timedOut) return TIMED_OUT;
  return shellCode(recorded.exit.exitCode, recorded.exit.signal);
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
    ...replayReport(recorded),
    ...(recorded.subrun === undefined ? {} : { subrun_id: recorded.subrun.runId }),
    ...(recorded.timedOut ? { timed_out: true as const } : {}),
    ...(problem === null ? {} : { problem }),
  };
}

function replayReport(recorded: RecordedRun): Partial<RecordReport> {
  const { run, delivery } = recorded;
  if (run === null || run.target.replay === null) return {};
  const unused = unusedEdits(recorded);
  return {
    parent_run_id: run.target.parentRunId,
    calls: delivery?.settled?.calls ?? null,
    ...(unused.length === 0 ? {} : { unused_edits: unused }),
  };
}

/** The same for a person: one line, or two where something went wrong. */
export function toSentence(recorded: RecordedRun): string {
  const { run, delivery } = recorded;
  const problem = problemOf(recorded);
  if (run === null) return `ao: nothing recorded: ${problem ?? "unknown reason"}`;
  const name = `${run.target.sessionName} (${run.target.sessionId})`;
  if (delivery?.incomplete) return `ao: not all of ${name} is recorded: ${problem}\n${HINT}`;
  if (delivery?.delivered || delivery?.handedOver) {
    const [verb, next] = run.target.replay === null ? ["recorded", "graph"] : ["re-run of", "diff"];
    const about = `${countsOf(delivery, run.target)}${recorded.timedOut ? ", stopped: its time was over" : ""}`;
    const subrun = subrunOf(recorded);
    const sentence = `ao: ${verb} ${name}: ${about}${subrun} · ao ${next} ${run.target.sessionId}`;
    return [sentence, ...unusedSentence(unusedEdits(recorded))].join("\n");
  }
  const reason = problem ?? "the server did not answer in time";
  return `ao: recorded ${name}, kept for later: ${reason}\n${HINT}`;
}

/** The recorded calls whose edits nothing in the run was given; none where that is not known. */
function unusedEdits({ run, delivery }: RecordedRun): NodeReference[] {
  const edited = run?.target.replay?.editedCalls ?? [];
  if (!delivery || delivery.calls === null) return [];
  return edited.filter((call) => !delivery.usedEdits.has(nameOfCall(call)));
}

function unusedSentence(calls: readonly NodeReference[]): string[] {
  if (calls.length === 0) return [];
  const names = calls.map(({ node_id: node }) => node).join(", ");
  const what = calls.length === 1 ? `the edit of ${names} was` : `the edits of ${names} were`;
  return [`  ${what} not used: no call asks what it asked, or stands where it stood`];
}

function subrunOf({ subrun }: RecordedRun): string {
  if (subrun === undefined) return "";
  if (subrun.runId === null) return ` · the program did not come to subrun "${subrun.path}"`;
  return ` · subrun "${subrun.path}" is ${subrun.runId}`;
}

const HINT = "  hint: ao doctor tells what is wrong; any ao command delivers what is kept";

function problemOf({ delivery, problem }: RecordedRun): string | null {
  if (delivery?.incomplete && delivery.delivered)
    return "the disk did not take everything: is it full?";
  if (delivery?.incomplete) return problem ?? "the disk did not take everything: is it full?";
  return problem;
}

function countsOf({ settled, calls }: Delivery, target: RunTarget): string {
  if (target.replay !== null && calls !== null) return sourcesOf(calls);
  if (settled === null) return "still being analysed";
  if (target.replay !== null) return sourcesOf(settled.calls);
  return `${plural(settled.nodes, "call")}, ${plural(settled.edges, "edge")}`;
}

/** `8 calls: 5 from the cache, 1 edited, 1 live, 1 refused`. */
function sourcesOf({ cache, edited, live, refused }: CallCounts): string {
  const parts = [
    cache > 0 ? `${cache} from the cache` : "",
    edited > 0 ? `${edited} edited` : "",
    live > 0 ? `${live} live` : "",
    refused > 0 ? `${refused} refused` : "",
  ].filter((part) => part !== "");
  const total = plural(cache + edited + live + refused, "call");
  return parts.length === 0 ? total : `${total}: ${parts.join(", ")}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
