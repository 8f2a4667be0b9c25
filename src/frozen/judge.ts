// Whether a program did what its test says, from the events that it left. Pure.
import type { SourceLocation } from "#src/protocol/graph.ts";
import { NOT_SENT_ERROR } from "#src/protocol/no-answer.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { FrozenRun, FrozenCall } from "#src/protocol/test-file.ts";

export interface ProgramEnd {
  /** As a shell shows it. */
  readonly exitCode: number;
  readonly timedOut: boolean;
}

/** A call that is not in the file. */
export interface UnknownCall {
  readonly operation: string;
  readonly location: SourceLocation | null;
  /** Why it was not answered. */
  readonly reason: string;
  /** True where it could not be kept from leaving: its client takes no answer of ours. */
  readonly wasSent: boolean;
  /** The body as the recorder saw it. */
  readonly request: Event<"call-start">["request"];
}

export interface Judgement {
  readonly passed: boolean;
  readonly exitCode: { readonly expected: number; readonly actual: number };
  readonly timedOut: boolean;
  /** How many calls were answered from the file. */
  readonly served: number;
  readonly unknown: readonly UnknownCall[];
  /** Calls of the file that were not made. */
  readonly notMade: readonly FrozenCall[];
  /** What kept ao from watching the program. */
  readonly problems: readonly string[];
}

type Event<Type extends RunnerEvent["type"]> = Extract<RunnerEvent, { type: Type }>;

export function judge(
  frozen: FrozenRun,
  events: readonly RunnerEvent[],
  { end, strict }: { readonly end: ProgramEnd; readonly strict: boolean },
): Judgement {
  const starts = new Map<string, Event<"call-start">>();
  const made = new Set<string>();
  const unknown: UnknownCall[] = [];
  const problems: string[] = [];
  let served = 0;
  for (const event of events) {
    if (event.type === "runner-log" && event.level === "error") problems.push(event.message);
    if (event.type === "call-start") starts.set(event.call_id, event);
    if (event.type !== "call-end") continue;
    if (event.served_from) made.add(nodeKey(event.served_from));
    const start = starts.get(event.call_id);
    if (event.source !== "live") served += 1;
    else if (start !== undefined) unknown.push(unknownCall(start, event));
  }
  const notMade = callsOf(frozen).filter(({ entry }) => !made.has(nodeKey(entry.node)));
  const exitCode = { expected: frozen.head.exit_code, actual: end.exitCode };
  const passed =
    !end.timedOut &&
    exitCode.expected === exitCode.actual &&
    unknown.length === 0 &&
    problems.length === 0 &&
    !(strict && notMade.length > 0);
  return { passed, exitCode, timedOut: end.timedOut, served, unknown, notMade, problems };
}

/** One per node: an edited request and its answer are two entries of one call. */
function callsOf({ calls }: FrozenRun): FrozenCall[] {
  const byNode = new Map(calls.map((call) => [nodeKey(call.entry.node), call] as const));
  return [...byNode.values()];
}

function unknownCall(start: Event<"call-start">, end: Event<"call-end">): UnknownCall {
  return {
    operation: start.operation,
    location: start.location,
    reason: end.reason ?? "it is not in the file",
    wasSent: end.error?.name !== NOT_SENT_ERROR,
    request: start.asked ?? start.request,
  };
}

function nodeKey({ run_id: run, node_id: node }: FrozenCall["entry"]["node"]): string {
  return `${run} ${node}`;
}
