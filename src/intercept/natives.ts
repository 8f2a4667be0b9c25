// The web platform's functions as they were when ao loaded: programs and polyfills replace them.
// Runs in the user's process, before any of the program's code.

type Method = (...args: never[]) => unknown;

const bindCall = Function.prototype.bind.bind(Function.prototype.call as Method) as (
  method: unknown,
) => Method;

/** A method as a function that takes its receiver first and looks nothing up when called. */
function uncurry<Receiver, Result, Args extends unknown[] = []>(
  method: unknown,
): (receiver: Receiver, ...args: Args) => Result {
  return bindCall(method) as never;
}

function getter<Receiver, Result>(prototype: object, key: string): (receiver: Receiver) => Result {
  return uncurry(Object.getOwnPropertyDescriptor(prototype, key)?.get as Method);
}

/** `promise.then`, on promises of the program's too. */
export const chain: <Value, Result = Value, Failure = never>(
  promise: Promise<Value>,
  onResolve: ((value: Value) => Result | Promise<Result>) | undefined,
  onReject?: (error: unknown) => Failure | Promise<Failure>,
) => Promise<Result | Failure> = uncurry(Promise.prototype.then) as never;

/** The runtime's own, as it was before it was watched. */
export const realFetch = fetch;

export const startTimer = setTimeout;
export const stopTimer = clearTimeout;

export const NativeURL = URL;
export const NativeRequest = Request;
export const NativeResponse = Response;
export const NativeReadableStream = ReadableStream;
export const NativeFormData = FormData;
export const NativeURLSearchParams = URLSearchParams;
export const NativeBlob = Blob;
export const NativeHeaders = Headers;
export const promiseStatus: (promise: Promise<unknown>) => string = Bun.peek.status;
export const inspect: (value: unknown) => string = Bun.inspect;

export const headersGet = uncurry<Headers, string | null, [string]>(Headers.prototype.get);
export const urlHref = getter<URL, string>(URL.prototype, "href");
export const searchParamsText = uncurry<URLSearchParams, string>(
  URLSearchParams.prototype.toString,
);
export const blobBuffer = uncurry<Blob, Promise<ArrayBuffer>>(Blob.prototype.arrayBuffer);
export const blobType = getter<Blob, string>(Blob.prototype, "type");

export const requestMethod = getter<Request, string>(Request.prototype, "method");
export const requestUrl = getter<Request, string>(Request.prototype, "url");
export const requestHeaders = getter<Request, Headers>(Request.prototype, "headers");
export const requestSignal = getter<Request, AbortSignal>(Request.prototype, "signal");
export const requestBody = getter<Request, ReadableStream<Uint8Array> | null>(
  Request.prototype,
  "body",
);
export const requestBodyUsed = getter<Request, boolean>(Request.prototype, "bodyUsed");
export const requestClone = uncurry<Request, Request>(Request.prototype.clone);
export const requestBuffer = uncurry<Request, Promise<ArrayBuffer>>(Request.prototype.arrayBuffer);

export const responseStatus = getter<Response, number>(Response.prototype, "status");
export const responseHeaders = getter<Response, Headers>(Response.prototype, "headers");
export const responseBody = getter<Response, ReadableStream<Uint8Array> | null>(
  Response.prototype,
  "body",
);
export const responseBodyUsed = getter<Response, boolean>(Response.prototype, "bodyUsed");
export const responseBlob = uncurry<Response, Promise<Blob>>(Response.prototype.blob);
export const responseBuffer = uncurry<Response, Promise<ArrayBuffer>>(
  Response.prototype.arrayBuffer,
);

/** The methods of a Response that read all of its body. */
export const wholeReaders = ["text", "json", "arrayBuffer", "bytes", "blob", "formData"] as const;

/** A reader as the streams below use it. */
export type Reader = ReadableStreamDefaultReader<unknown>;
export const streamLocked = getter<ReadableStream, boolean>(ReadableStream.prototype, "locked");
export const streamReader = uncurry<ReadableStream, Reader>(ReadableStream.prototype.getReader);
export const streamCancel = uncurry<ReadableStream, Promise<void>, [unknown]>(
  ReadableStream.prototype.cancel,
);
export const read = uncurry<Reader, Promise<{ done: boolean; value: unknown }>>(
  ReadableStreamDefaultReader.prototype.read,
);
export const readerCancel = uncurry<Reader, Promise<void>, [unknown]>(
  ReadableStreamDefaultReader.prototype.cancel,
);
