// The Response that a cached answer is. Runs in the user's process: it behaves, prints and compares as
// one off the network.
import { type TeedBody, teeBody, watchedParts } from "#src/intercept/body-tee.ts";
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import type { CallTap } from "#src/intercept/call-tap.ts";
import { abandoned, adopt, isBodiless } from "#src/intercept/fetch-response.ts";
import * as natives from "#src/intercept/natives.ts";
import { type Pace, pacedStreamOf } from "#src/intercept/pace.ts";

interface AnsweredRequest {
  readonly signal: AbortSignal | null;
  /** Null: all parts are there at once. */
  readonly pace: Pace | null;
}

/** The Response that a cached answer is; its parts come one per read, as they did at first. */
export function createCachedResponse(
  answer: CachedAnswer,
  tap: CallTap,
  request: AnsweredRequest & { readonly url: string },
): Response {
  const headers = new natives.NativeHeaders();
  if (answer.contentType !== null) headers.set("content-type", answer.contentType);
  const { status } = answer;
  tap.respond({ status, decoded: true, header: (name) => natives.headersGet(headers, name) });
  const init = { status, headers, statusText: STATUS_TEXT[status] ?? "" };
  const origin = { response: null, url: request.url, type: "default", redirected: false };
  if (isBodiless(status)) {
    tap.end();
    return adopt(new natives.NativeResponse(null, init), { ...origin, bodySeen: false });
  }
  const whole = request.pace === null ? wholeBody(answer) : null;
  if (whole !== null) {
    // All of it is there: a stream would only cost time.
    tap.chunk(whole);
    tap.end();
    return adopt(new natives.NativeResponse(whole, init), { ...origin, bodySeen: false });
  }
  const { stream, source } = openAnswer(answer, tap, request);
  abandoned.register(source, tap);
  return adopt(new natives.NativeResponse(stream, init), { ...origin, bodySeen: false });
}

/** The body of an answer that came in one piece; null for a stream, which can be broken off half-way. */
function wholeBody({ parts, contentType }: CachedAnswer): Uint8Array<ArrayBuffer> | null {
  const [part] = parts;
  if (part === undefined || parts.length > 1) return null;
  // No answer is in shared memory, which is all that the type fears.
  return contentType?.startsWith("text/event-stream") === true
    ? null
    : (part as Uint8Array<ArrayBuffer>);
}

function openAnswer(
  { parts }: CachedAnswer,
  tap: CallTap,
  { signal, pace }: AnsweredRequest,
): TeedBody {
  const listener = {
    chunk: (bytes: Uint8Array) => {
      // Thrown into the read, as where an abort breaks off a real body.
      stopIfAborted(signal, tap);
      tap.chunk(bytes);
    },
    end: () => tap.end(),
    error: (error: unknown) => tap.breakOff(error, signal),
    cancel: (reason: unknown) => tap.cancel(reason),
  };
  return pace === null
    ? watchedParts(parts, listener)
    : teeBody(() => pacedStreamOf(parts, pace, signal), listener);
}

/** Throws the reason of a signal that has fired, and records it. */
export function stopIfAborted(signal: AbortSignal | null, tap: CallTap): void {
  if (signal?.aborted !== true) return;
  tap.breakOff(signal.reason, signal);
  throw signal.reason;
}

const STATUS_TEXT: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
};
