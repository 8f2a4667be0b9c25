// One call on its way: collects what arrives and writes it to the spool. Runs in the user's process.
// Lifecycle: open → ended, once; whatever comes later is ignored.
import type { CachedAnswer, RecordedCall, ResponseHead } from "#src/intercept/call-recorder.ts";
import type { CallEnd, RecordedBody } from "#src/protocol/runner-event.ts";
import type { SpoolWriter } from "./spool-writer.ts";
import { createStreamParts, round } from "./stream-parts.ts";
import { LARGEST_BODY, recordBody } from "./wire-bytes.ts";

export interface CallHead {
  readonly callId: string;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly scrub: (text: string) => string;
  readonly cached: CachedAnswer | null;
  readonly reason: string | null;
}

const STREAM_TYPES =
  /^(text\/event-stream|application\/(x-)?(ndjson|jsonl)|application\/vnd\.amazon\.eventstream)/i;

const now = performance.now.bind(performance);

type Outcome = CallEnd["outcome"];

/** A call whose start is already in the spool. */
export function createRecordedCall(spool: SpoolWriter, head: CallHead): RecordedCall {
  let isOpen = true;
  let response: ResponseHead | null = null;
  let streamed = false;
  let firstByteAt: number | null = null;
  let body: Uint8Array[] = [];
  let size = 0;
  const parts = createStreamParts(spool, head);

  function finish(outcome: Outcome, error: CallEnd["error"]): void {
    if (!isOpen) return;
    isOpen = false;
    parts.flush();
    spool.append({
      type: "call-end",
      call_id: head.callId,
      outcome,
      http_status: response?.status ?? null,
      response: response === null ? null : recordResponse(response, { body, size, streamed }, head),
      streamed,
      first_byte_ms: firstByteAt === null ? null : round(firstByteAt - head.startedAt),
      duration_ms: round(now() - head.startedAt),
      error,
      source: head.cached === null ? "live" : "cache",
      reason: head.reason,
    });
    body = [];
  }

  return {
    cached: head.cached,
    respond: (from) => {
      if (!isOpen) return;
      response = from;
      streamed = STREAM_TYPES.test(from.header("content-type") ?? "");
    },
    chunk: (bytes) => {
      if (!isOpen || bytes.byteLength === 0) return;
      firstByteAt ??= now();
      size += bytes.byteLength;
      if (size > LARGEST_BODY) body = [];
      else if (streamed) parts.add(bytes);
      else body.push(bytes.slice());
    },
    end: () => finish(isFailure(response) ? "error" : "ok", null),
    fail: (error) => finish("error", describeFailure(error, head.scrub)),
    cancel: (error) => {
      // SDKs throw an error's body away unread before they try again: the call failed all the same.
      const outcome = isFailure(response) ? "error" : "cancelled";
      finish(outcome, error === undefined ? null : describeFailure(error, head.scrub));
    },
  };
}

function isFailure(response: ResponseHead | null): boolean {
  return response !== null && response.status >= 400;
}

interface Received {
  readonly body: readonly Uint8Array[];
  readonly size: number;
  readonly streamed: boolean;
}

function recordResponse(from: ResponseHead, received: Received, head: CallHead): RecordedBody {
  const bytes = received.streamed ? "" : joinBytes(received.body, received.size);
  const recorded = recordBody(bytes, {
    contentType: from.header("content-type"),
    contentEncoding: from.decoded ? null : from.header("content-encoding"),
    scrub: head.scrub,
  });
  if (received.size > LARGEST_BODY) recorded.omitted = `larger than ${LARGEST_BODY} bytes`;
  return { ...recorded, bytes: received.size };
}

function describeFailure(error: unknown, scrub: (text: string) => string): CallEnd["error"] {
  if (!(error instanceof Error))
    return { name: "Error", message: scrub(String(error)), code: null };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: scrub(error.message),
    code: typeof code === "string" || typeof code === "number" ? String(code) : null,
  };
}

function joinBytes(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const only = chunks[0];
  if (chunks.length === 1 && only !== undefined) return only;
  if (size > LARGEST_BODY) return new Uint8Array();
  return Buffer.concat(chunks);
}
