// One call on its way: collects what arrives and writes it to the spool. Runs in the user's process.
// Lifecycle: open → ended, once; whatever comes later is ignored.
import { Buffer } from "node:buffer";
import type { CachedAnswer, RecordedCall, ResponseHead } from "#src/intercept/call-recorder.ts";
import { NOT_SENT_ERROR } from "#src/protocol/no-answer.ts";
import type { CallEnd, RecordedBody } from "#src/protocol/runner-event.ts";
import type { SpoolWriter } from "./spool-writer.ts";
import type { Verdict } from "./verdict.ts";
import { type StreamParts, createStreamParts, round } from "./stream-parts.ts";
import { LARGEST_BODY, recordBody } from "./wire-bytes.ts";

export interface CallHead {
  readonly callId: string;
  /** The run id of the subrun it belongs to, if to any. */
  readonly subrun: string | null;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly scrub: (text: string) => string;
  /** What became of it. */
  readonly verdict: Verdict;
  /** What a complete stream of this call contains at its end; null where only the end of the body tells. */
  readonly streamEnd: RegExp | null;
  /** Calls of this process whose stream is complete though its body has not ended. */
  readonly completing: Set<() => void>;
}

/** SDKs stop reading at the end mark and never see the body's end: then the call has ended all the same. */
const END_AFTER_MARK_MS = 100;

const STREAM_TYPES =
  /^(text\/event-stream|application\/(x-)?(ndjson|jsonl)|application\/vnd\.amazon\.eventstream)/i;

const now = performance.now.bind(performance);
const startTimer = setTimeout;

/** A call whose start is already in the spool. */
export function createRecordedCall(spool: SpoolWriter, head: CallHead): RecordedCall {
  return new Call(spool, head);
}

class Call implements RecordedCall {
  readonly #spool: SpoolWriter;
  readonly #head: CallHead;
  readonly #parts: StreamParts;
  /** `complete`: a stream's end mark has come. */
  #state: "open" | "complete" | "ended" = "open";
  #response: ResponseHead | null = null;
  #streamed = false;
  #firstByteAt: number | null = null;
  #body: Uint8Array[] = [];
  #size = 0;

  constructor(spool: SpoolWriter, head: CallHead) {
    this.#spool = spool;
    this.#head = head;
    this.#parts = createStreamParts(spool, head);
  }

  get cached(): CachedAnswer | null {
    return this.#head.verdict.answer;
  }

  get send(): string | null {
    return this.#head.verdict.send;
  }

  respond(response: ResponseHead): void {
    if (this.#state === "ended") return;
    this.#response = response;
    this.#streamed = STREAM_TYPES.test(response.header("content-type") ?? "");
  }

  chunk(bytes: Uint8Array): void {
    if (this.#state === "ended" || bytes.byteLength === 0) return;
    this.#firstByteAt ??= now();
    this.#size += bytes.byteLength;
    if (this.#size > LARGEST_BODY) this.#body = [];
    else if (!this.#streamed || this.#head.verdict.onAnswer !== null)
      this.#body.push(bytes.slice());
    if (this.#streamed && this.#size <= LARGEST_BODY) this.#addToStream(bytes);
  }

  readonly end = (): void => this.#finish(isFailure(this.#response) ? "error" : "ok", null);

  fail(error: unknown): void {
    if (this.#state === "complete") this.end();
    else this.#finish("error", describeFailure(error, this.#head.scrub));
  }

  cancel(error?: unknown): void {
    if (this.#state === "complete") return this.end();
    // SDKs throw an error's body away unread before they try again: the call failed all the same.
    const outcome = isFailure(this.#response) ? "error" : "cancelled";
    this.#finish(outcome, error === undefined ? null : describeFailure(error, this.#head.scrub));
  }

  #addToStream(bytes: Uint8Array): void {
    const recent = this.#parts.add(bytes);
    const { streamEnd, completing } = this.#head;
    if (this.#state !== "open" || streamEnd === null || !streamEnd.test(recent)) return;
    this.#state = "complete";
    completing.add(this.end);
    startTimer(this.end, END_AFTER_MARK_MS).unref();
  }

  #finish(outcome: CallEnd["outcome"], error: CallEnd["error"]): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    const { callId, subrun, startedAt, completing, verdict } = this.#head;
    completing.delete(this.end);
    if (outcome === "ok") verdict.onAnswer?.(textOf(this.#body, this.#size));
    else verdict.onFailure?.();
    this.#parts.flush();
    const response = this.#response;
    this.#spool.append({
      type: "call-end",
      call_id: callId,
      ...(subrun === null ? {} : { subrun }),
      outcome: verdict.refused ? "error" : outcome,
      http_status: response?.status ?? null,
      response: response === null ? null : this.#recordResponse(response),
      streamed: this.#streamed,
      first_byte_ms: this.#firstByteAt === null ? null : round(this.#firstByteAt - startedAt),
      duration_ms: round(now() - startedAt),
      error: verdict.refused
        ? { name: NOT_SENT_ERROR, message: verdict.reason ?? "", code: null }
        : error,
      source: verdict.source,
      reason: verdict.reason,
      ...originOf(verdict),
    });
    this.#body = [];
  }

  #recordResponse(from: ResponseHead): RecordedBody {
    const recorded = recordBody(this.#streamed ? "" : joinBytes(this.#body, this.#size), {
      contentType: from.header("content-type"),
      contentEncoding: from.decoded ? null : from.header("content-encoding"),
      scrub: this.#head.scrub,
    });
    if (this.#size > LARGEST_BODY) recorded.omitted = `larger than ${LARGEST_BODY} bytes`;
    return { ...recorded, bytes: this.#size };
  }
}

/** Left out where there is nothing to say: most calls are of no re-run. */
function originOf({ servedFrom, edited }: Verdict): Pick<CallEnd, "served_from" | "edited"> {
  return {
    ...(servedFrom === null ? {} : { served_from: servedFrom }),
    ...(edited === null ? {} : { edited }),
  };
}

/** Compressed bytes give no text to speak of, and no ids. */
function textOf(chunks: readonly Uint8Array[], size: number): string {
  return new TextDecoder().decode(joinBytes(chunks, size));
}

function isFailure(response: ResponseHead | null): boolean {
  return response !== null && response.status >= 400;
}

/** What was thrown, as events have it. */
export function describeFailure(error: unknown, scrub: (text: string) => string): CallEnd["error"] {
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
