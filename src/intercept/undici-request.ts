// Records what goes out through `undici.request`, answers it from the cache and sends edited requests
// in its place. Runs in the user's process.
import { Buffer } from "node:buffer";
import { joinParts, readAll, streamFrom } from "#src/intercept/body-collector.ts";
import { streamOf } from "#src/intercept/body-tee.ts";
import type {
  CachedAnswer,
  CallRecorder,
  CandidateCall,
  RecordedCall,
} from "#src/intercept/call-recorder.ts";
import { CallTap } from "#src/intercept/call-tap.ts";
import { type BodyAccess, readFetchArguments } from "#src/intercept/fetch-request.ts";
import { guarded } from "#src/intercept/guard.ts";
import * as natives from "#src/intercept/natives.ts";
import { pause, startPace } from "#src/intercept/pace.ts";
import { recordUndiciBody } from "#src/intercept/undici-body.ts";

const PLACE = "undici.request";

/** What `undici.request` resolves to, as far as it matters here. */
interface UndiciResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: object;
}

export type UndiciRequest = (...args: unknown[]) => Promise<UndiciResponse>;

/** A request that may be a call, on its way. */
interface Sending {
  readonly real: UndiciRequest;
  readonly args: readonly unknown[];
  readonly recorder: CallRecorder;
  readonly candidate: CandidateCall;
  readonly body: BodyAccess;
  readonly header: (name: string) => string | null;
  readonly tap: CallTap;
  readonly signal: AbortSignal | null;
}

/** `real`, recording. */
export function recordUndiciRequest(real: UndiciRequest, recorder: CallRecorder): UndiciRequest {
  return (...args) => {
    const sending = guarded(recorder, PLACE, () => considerCall(real, args, recorder), null);
    return sending === null ? real(...args) : send(sending);
  };
}

function considerCall(
  real: UndiciRequest,
  args: readonly unknown[],
  recorder: CallRecorder,
): Sending | null {
  const [url, options] = args;
  const init = options as Parameters<typeof readFetchArguments>[0][1] & { query?: object };
  const request = readFetchArguments([withQuery(url, init?.query), init]);
  if (request === null) return null;
  const { method, header, body, signal } = request;
  const candidate = recorder.consider({ method, url: request.url, header });
  if (candidate === null) return null;
  const tap = new CallTap(recorder, PLACE);
  return { real, args, recorder, candidate, body, header, tap, signal };
}

function send(sending: Sending): Promise<UndiciResponse> {
  const { body, recorder, real, args } = sending;
  if (body.kind === "known") return dispatch(sending, begin(sending, body.body));
  if (body.kind !== "readable") {
    // A stream is left to the request: what it held is not recorded, and with it no call.
    if (!recorder.mayAnswer) return dispatch(sending, begin(sending, null));
    return sendOnce(sending, body.kind === "stream" ? body.stream : streamFrom(body.iterable));
  }
  const reading = natives.chain(body.read(), undefined, () => null);
  if (recorder.mayAnswer) {
    return natives.chain(reading, (bytes) => dispatch(sending, begin(sending, bytes)));
  }
  const response = real(...args);
  void natives.chain(reading, (bytes) => void begin(sending, bytes));
  return follow(sending, response);
}

/** A stream that only the request itself may read: it gets what was read before it. */
function sendOnce(sending: Sending, stream: ReadableStream): Promise<UndiciResponse> {
  return natives.chain(readAll(stream), ({ parts, error }) => {
    const bytes = joinParts(parts);
    const body = error === undefined ? bytes : streamOf(parts, error);
    const [url, options, ...rest] = sending.args;
    const args = [url, { ...(options as object | undefined), body }, ...rest];
    return dispatch({ ...sending, args }, begin(sending, bytes));
  });
}

function begin(
  { recorder, candidate, tap }: Sending,
  body: string | Uint8Array | null,
): RecordedCall | null {
  const call = guarded(recorder, PLACE, () => candidate.begin(body), null);
  tap.settle(call);
  return call;
}

function dispatch(sending: Sending, call: RecordedCall | null): Promise<UndiciResponse> {
  const { real, args, recorder } = sending;
  if (call === null) return real(...args);
  if (call.cached !== null) return follow(sending, answer(sending, call.cached));
  if (call.send === null) return follow(sending, real(...args));
  const { send: edited } = call;
  const options = guarded(recorder, PLACE, () => withJson(sending, edited), args[1]);
  return follow(sending, real(args[0], options));
}

/** The runtime's own response of a URL that holds its content. */
async function answer({ real, signal }: Sending, cached: CachedAnswer): Promise<UndiciResponse> {
  if (signal?.aborted === true) throw signal.reason;
  const { status, contentType, parts } = cached;
  const pace = startPace(cached);
  if (pace !== null) await pause(pace(parts.length), signal);
  const content = Buffer.from(joinParts(parts)).toString("base64");
  const type = contentType ?? "application/octet-stream";
  const response = await real(`data:${type};base64,${content}`, { method: "GET" });
  return { ...response, statusCode: status, headers: { "content-type": type } };
}

function withJson({ args, header }: Sending, body: string): object {
  const options = (args[1] ?? {}) as { readonly headers?: Record<string, string> | null };
  const headers = new natives.NativeHeaders(options.headers ?? {});
  // They told of the body that does not go out.
  headers.delete("content-length");
  headers.delete("content-encoding");
  headers.set("content-type", header("content-type") ?? "application/json");
  return { ...options, body, headers };
}

function follow(
  { recorder, tap, signal }: Sending,
  response: Promise<UndiciResponse>,
): Promise<UndiciResponse> {
  return natives.chain(
    response,
    (real) => {
      if (!tap.isOver) {
        guarded(recorder, PLACE, () => followResponse(real, tap, signal), undefined);
      }
      return real;
    },
    (error) => {
      tap.breakOff(error, signal);
      throw error;
    },
  );
}

function followResponse(response: UndiciResponse, tap: CallTap, signal: AbortSignal | null): void {
  tap.respond({
    status: response.statusCode,
    decoded: true,
    header: (name) => {
      const value = response.headers[name];
      return typeof value === "object" ? value.join(", ") : (value ?? null);
    },
  });
  recordUndiciBody(response.body, tap, signal);
}

function withQuery(url: unknown, query: object | undefined): unknown {
  if (query === undefined || query === null) return url;
  const full = new natives.NativeURL(String(url));
  full.search = new natives.NativeURLSearchParams(query as Record<string, string>).toString();
  return full;
}
