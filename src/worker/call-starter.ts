// Writes the start of a call and finds out whether it is answered from the cache. Runs in the
// user's process.
import type { RecordedCall } from "#src/intercept/call-recorder.ts";
import type { CallStart } from "#src/protocol/runner-event.ts";
import { partsWithRequestId } from "#src/providers/mcp/answer-id.ts";
import type { Recognizer } from "#src/providers/operation.ts";
import type { Answers } from "./answers.ts";
import { type CallHead, createRecordedCall } from "./recorded-call.ts";
import type { SpoolWriter } from "./spool-writer.ts";

/** A part of the program with a graph of its own. */
export interface Subrun {
  /** Its run id. */
  readonly id: string;
  /** Its place in the program, the same in each run of it. */
  readonly path: string;
}

/** A request that is known to be a call. */
export interface StartingCall {
  readonly recognizer: Pick<Recognizer, "operation" | "kind" | "streamEnd">;
  readonly label: string | null;
  readonly path: string;
  /** The JSON body; undefined where it is none. */
  readonly parsed: unknown;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly scrub: (text: string) => string;
  /** False where the client cannot be given an answer from the cache. */
  readonly answerable: boolean;
  /** The subrun it was made in. */
  readonly subrun: Subrun | null;
  readonly event: Pick<CallStart, "method" | "url" | "request" | "location" | "stack" | "retry">;
}

/** Recorded answers and the identity by which they are found. */
export interface AnswerSource {
  /** Read with the first call. */
  readonly answers: () => Answers;
  inputHash(operation: string, path: string, body: unknown): string;
}

const { timeOrigin } = performance;

/** Starts calls of one process, numbering them; `source` is null where every call goes out. */
export function createCallStarter(
  spool: SpoolWriter,
  source: AnswerSource | null,
  process: string,
): (call: StartingCall) => RecordedCall {
  let calls = 0;
  const completing = new Set<() => void>();
  return (call) => {
    // What this call was made from must have ended before it.
    for (const end of completing) end();
    calls += 1;
    const callId = `${spool.streamId}:${calls}`;
    spool.append({
      type: "call-start",
      call_id: callId,
      operation: call.recognizer.operation,
      kind: call.recognizer.kind,
      configured_label: call.label,
      started_at: timeOrigin + call.startedAt,
      process,
      ...(call.subrun === null ? {} : { subrun: call.subrun.id }),
      ...call.event,
    });
    const { startedAt, scrub } = call;
    const { streamEnd = null } = call.recognizer;
    const subrun = call.subrun?.id ?? null;
    const head = { callId, subrun, startedAt, scrub, streamEnd, completing };
    return createRecordedCall(spool, { ...head, ...serve(call, source) });
  };
}

function serve(
  call: StartingCall,
  source: AnswerSource | null,
): Pick<CallHead, "cached" | "reason" | "onFailure"> {
  const live = { cached: null, onFailure: null };
  if (source === null) return { ...live, reason: null };
  if (!call.answerable) return { ...live, reason: "its client cannot be given an answer" };
  const hash = source.inputHash(call.recognizer.operation, call.path, call.parsed);
  const answers = source.answers();
  const found = answers.take(hash);
  if (found === null) {
    const onFailure = (): void => answers.giveBack(hash);
    return { cached: null, onFailure, reason: "no recorded answer to this request" };
  }
  const { answer, reason } = found;
  const onFailure = null;
  if (call.recognizer.operation !== "mcp.tools-call") return { cached: answer, onFailure, reason };
  // A JSON-RPC client waits for the id of its own request.
  const parts = partsWithRequestId(answer.parts, call.parsed);
  return { cached: { ...answer, parts }, onFailure, reason };
}
