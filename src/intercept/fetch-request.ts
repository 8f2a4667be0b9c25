// Reads what a call of `fetch` will send, without sending or consuming it. Runs in the user's
// process, in the middle of the program's call.
import { toBytes } from "#src/intercept/body-tee.ts";
import * as natives from "#src/intercept/natives.ts";
import type { OutgoingRequest } from "#src/intercept/call-recorder.ts";

/** The arguments of `fetch` as they came. */
export type FetchArguments = readonly [input?: unknown, init?: FetchInit, ...rest: unknown[]];

/** The part of `RequestInit` that matters here; anything may stand in it. */
export interface FetchInit {
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: unknown;
  readonly duplex?: unknown;
}

/** How the body of a request can be had. */
export type BodyAccess =
  | { readonly kind: "known"; readonly body: string | Uint8Array | null }
  /** Readable beside the request, which still has its own. */
  | { readonly kind: "readable"; read(): Promise<Uint8Array> }
  /** Can be read once: by whoever sends it. */
  | { readonly kind: "stream"; readonly stream: ReadableStream }
  | { readonly kind: "iterable"; readonly iterable: AsyncIterable<unknown> };

/** A request that `fetch` is about to send. */
export interface FetchRequest extends OutgoingRequest {
  readonly signal: AbortSignal | null;
  readonly body: BodyAccess;
}

// A form is written down once, so that the boundary in the type and the one in the body agree; the
// real request has a boundary of its own.
type SerializedForm = (() => { response: Response; type: string | null }) | null;

/** What `fetch` was asked for; null where that is nothing that can be a call. */
export function readFetchArguments([input, init]: FetchArguments): FetchRequest | null {
  const request = input instanceof natives.NativeRequest ? input : null;
  const url = readUrl(input, request);
  if (url === null) return null;
  const given = typeof init === "object" && init !== null ? init : {};
  const method = given.method ?? (request === null ? "GET" : natives.requestMethod(request));
  const raw = given.body;
  const form = raw instanceof natives.NativeFormData ? once(() => serializeForm(raw)) : null;
  const signal = given.signal ?? (request === null ? null : natives.requestSignal(request));
  let body: BodyAccess | undefined;
  let headers: Headers | null | undefined;
  return {
    url,
    method: String(method).toUpperCase(),
    signal: signal instanceof AbortSignal ? signal : null,
    header: (name) => {
      headers ??= readHeaders(given, request);
      const value = headers === null ? null : natives.headersGet(headers, name);
      return value ?? impliedType(name, raw, form);
    },
    get body() {
      body ??=
        raw === undefined || raw === null
          ? readRequestBody(request, init)
          : readInitBody(raw, form);
      return body;
    },
  };
}

function readUrl(input: unknown, request: Request | null): string | null {
  if (typeof input === "string") return input;
  if (request !== null) return natives.requestUrl(request);
  return input instanceof natives.NativeURL ? natives.urlHref(input) : null;
}

function readHeaders({ headers }: FetchInit, request: Request | null): Headers | null {
  // `init.headers`, where given, replaces the Request's own.
  if (headers === undefined || headers === null) {
    return request === null ? null : natives.requestHeaders(request);
  }
  if (headers instanceof natives.NativeHeaders) return headers;
  return new natives.NativeHeaders(headers as Record<string, string>);
}

/** The content type that `fetch` adds by itself for a body of this sort. */
function impliedType(name: string, body: unknown, form: SerializedForm): string | null {
  if (name !== "content-type") return null;
  if (typeof body === "string") return "text/plain;charset=UTF-8";
  if (body instanceof natives.NativeURLSearchParams) {
    return "application/x-www-form-urlencoded;charset=UTF-8";
  }
  if (body instanceof natives.NativeBlob) return natives.blobType(body) || null;
  return form === null ? null : form().type;
}

function readInitBody(body: unknown, form: SerializedForm): BodyAccess {
  if (typeof body === "string") return { kind: "known", body };
  const bytes = toBytes(body);
  if (bytes !== null) return { kind: "known", body: bytes };
  if (body instanceof natives.NativeURLSearchParams) {
    return { kind: "known", body: natives.searchParamsText(body) };
  }
  if (body instanceof natives.NativeReadableStream) return { kind: "stream", stream: body };
  if (body instanceof natives.NativeBlob) {
    return { kind: "readable", read: () => toArray(natives.blobBuffer(body)) };
  }
  if (form !== null) {
    const serialized = form();
    return { kind: "readable", read: () => toArray(natives.responseBuffer(serialized.response)) };
  }
  if (isAsyncIterable(body)) return { kind: "iterable", iterable: body };
  return { kind: "known", body: String(body) };
}

function readRequestBody(request: Request | null, init: FetchInit | undefined): BodyAccess {
  const none = { kind: "known", body: null } as const;
  if (request === null || init?.body === null || natives.requestBodyUsed(request)) return none;
  const method = natives.requestMethod(request);
  if (method === "GET" || method === "HEAD") return none;
  // A body that is held in memory can be cloned without a trace; a stream could only be teed, which
  // reads it ahead of the network. `request.body` would tell the two apart, but makes every body a
  // stream for good; the inspector prints which it is and leaves it alone.
  if (natives.inspect(request).includes("\n  ReadableStream {")) {
    const stream = natives.requestBody(request);
    return stream === null ? none : { kind: "stream", stream };
  }
  const copy = natives.requestClone(request);
  return { kind: "readable", read: () => toArray(natives.requestBuffer(copy)) };
}

function serializeForm(form: FormData): { response: Response; type: string | null } {
  const response = new natives.NativeResponse(form);
  // Gone once the body is read.
  const type = natives.headersGet(natives.responseHeaders(response), "content-type");
  return { response, type };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function toArray(buffer: Promise<ArrayBuffer>): Promise<Uint8Array> {
  return natives.chain(buffer, (bytes) => new Uint8Array(bytes));
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
