// A call that is answered with what is recorded of the very same request: one event says all of it, and
// names the recorded call in place of both bodies. Runs in the user's process.
import type { RecordedCall } from "#src/intercept/call-recorder.ts";
import type { CallServed } from "#src/protocol/runner-event.ts";
import type { SameCall } from "./same-requests.ts";
import type { SpoolWriter } from "./spool-writer.ts";
import { round } from "./stream-parts.ts";

export interface SameCallOptions extends Pick<SameCall, "operation" | "node" | "verdict"> {
  readonly spool: SpoolWriter;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly about: Pick<
    CallServed,
    "call_id" | "kind" | "url" | "location" | "stack" | "subrun" | "process" | "retry"
  >;
  /** The same call with both its events: for one that does not come to its end. */
  readonly inFull: () => RecordedCall | null;
}

const now = performance.now.bind(performance);
const { timeOrigin } = performance;

/** A call of which nothing is in the spool yet: its answer is there at once. */
export function createSameCall(options: SameCallOptions): RecordedCall {
  const { startedAt, verdict } = options;
  let isOver = false;
  const inFull = (then: (call: RecordedCall) => void): void => {
    if (isOver) return;
    isOver = true;
    const call = options.inFull();
    if (call !== null) then(call);
  };
  return {
    cached: verdict.answer,
    send: null,
    respond: () => {},
    chunk: () => {},
    end: () => {
      if (isOver) return;
      isOver = true;
      const duration = round(now() - startedAt);
      options.spool.append({
        type: "call-served",
        ...options.about,
        operation: options.operation,
        started_at: timeOrigin + startedAt,
        first_byte_ms: duration,
        duration_ms: duration,
        reason: verdict.reason,
        served_from: options.node,
      });
    },
    fail: (error) => inFull((call) => call.fail(error)),
    cancel: (error) => inFull((call) => call.cancel(error)),
  };
}
