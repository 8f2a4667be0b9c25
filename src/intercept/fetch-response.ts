// Gives the program a Response that records what is read from it. Runs in the user's process: the
// Response behaves, prints and compares as the real one, and reads nothing by itself.
import { streamOf, teeBody } from "#src/intercept/body-tee.ts";
import type { CallTap } from "#src/intercept/call-tap.ts";
import type { ResponseHead } from "#src/intercept/call-recorder.ts";
import * as natives from "#src/intercept/natives.ts";

/** What stands behind a recorded Response. */
interface Origin {
  /** The real one, whose body is read as the program reads; none for an answer from the cache. */
  readonly response: Response | null;
  readonly url: string;
  readonly type: string;
  readonly redirected: boolean;
  /** The program asked for `.body`: native Responses print differently from then on. */
  bodySeen: boolean;
}

const origins = new WeakMap<object, Origin>();
const { create, setPrototypeOf, getPrototypeOf, defineProperty, getOwnPropertyDescriptor } = Object;
const { get, ownKeys } = Reflect;
const nativePrototype: object = natives.NativeResponse.prototype;

/** A body that nothing can reach any more will not be read further: the program gave it up. */
export const abandoned = new FinalizationRegistry<CallTap>((tap) => tap.cancel());

// RFC 9110, 15: these carry no content, and neither do answers to HEAD.
export const isBodiless = (status: number): boolean =>
  status === 101 || status === 204 || status === 205 || status === 304;

/** The Response to hand to the program in place of `response`, which it must not be given too. */
export function recordResponse(
  response: Response,
  tap: CallTap,
  request: { readonly method: string; readonly signal: AbortSignal | null },
): Response {
  tap.respond(readHead(response));
  if (request.method === "HEAD" || isBodiless(natives.responseStatus(response))) {
    tap.end();
    return response;
  }
  // SDKs do not read a body that has nothing in it, so its end would never be seen.
  if (natives.headersGet(natives.responseHeaders(response), "content-length") === "0") tap.end();
  const meter = createMeter(response, tap);
  const listener = {
    chunk: meter,
    end: () => tap.end(),
    error: (error: unknown) => tap.breakOff(error, request.signal),
    cancel: (reason: unknown) => tap.cancel(reason),
  };
  // SDKs throw an error's body away unread before they try again; a person wants to know it.
  const hasFailed = natives.responseStatus(response) >= 400;
  const { stream, source } = teeBody(() => openBody(response), listener, hasFailed);
  const recorded = new natives.NativeResponse(stream, response);
  abandoned.register(source, tap);
  return adopt(recorded, {
    response,
    url: response.url,
    type: response.type,
    redirected: response.redirected,
    bodySeen: false,
  });
}

function readHead(response: Response): ResponseHead {
  const headers = natives.responseHeaders(response);
  return {
    status: natives.responseStatus(response),
    decoded: true,
    header: (name) => natives.headersGet(headers, name),
  };
}

/**
 * Counts the bytes, and ends the call with the last one where the length is known: a program may
 * rightly stop reading there and never ask for the end.
 */
function createMeter(response: Response, tap: CallTap): (bytes: Uint8Array) => void {
  const headers = natives.responseHeaders(response);
  const encoded = natives.headersGet(headers, "content-encoding") !== null;
  const length = encoded ? null : natives.headersGet(headers, "content-length");
  let missing = length === null ? Infinity : Number(length);
  return (bytes) => {
    tap.chunk(bytes);
    missing -= bytes.byteLength;
    if (missing === 0) tap.end();
  };
}

function openBody(response: Response): ReadableStream {
  return natives.responseBody(response) ?? streamOf([]);
}

/** A Response that says of itself what stands behind it. */
export function adopt(recorded: Response, origin: Origin): Response {
  origins.set(recorded, origin);
  const { response } = origin;
  // node-fetch gives its Responses a class of their own, and marks them by symbols.
  const base = response === null ? nativePrototype : (getPrototypeOf(response) as object);
  if (response !== null && base !== nativePrototype) copyMarks(response, recorded);
  return setPrototypeOf(recorded, recordedPrototype(base)) as Response;
}

function copyMarks(from: Response, to: Response): void {
  for (const key of ownKeys(from)) {
    const descriptor = getOwnPropertyDescriptor(from, key);
    if (descriptor !== undefined) defineProperty(to, key, descriptor);
  }
}

const recordedPrototypes = new Map<object, object>();

function recordedPrototype(base: object): object {
  let prototype = recordedPrototypes.get(base);
  if (prototype === undefined) {
    prototype = createRecordedPrototype(base as Response);
    recordedPrototypes.set(base, prototype);
  }
  return prototype;
}

// What `new Response()` cannot be told stands on a prototype of its own, between the Response and
// its class: own properties would show in Reflect.ownKeys.
function createRecordedPrototype(base: Response): object {
  const inherited = (key: string) => (response: Response) => get(base, key, response) as unknown;
  return create(base, {
    url: accessor("url", inherited("url")),
    type: accessor("type", inherited("type")),
    redirected: accessor("redirected", inherited("redirected")),
    body: {
      configurable: true,
      enumerable: true,
      get(this: Response) {
        const origin = origins.get(this);
        if (origin !== undefined) origin.bodySeen = true;
        return get(base, "body", this) as unknown;
      },
    },
    ...readers(base),
    clone: method(function clone(this: Response): Response {
      const copy = base.clone.call(this) as unknown as Response;
      const origin = origins.get(this);
      return origin === undefined ? copy : adopt(copy, { ...origin });
    }),
    [Symbol.for("nodejs.util.inspect.custom")]: method(function inspect(this: Response) {
      return describe(this);
    }),
  });
}

/** `text()` and the like, where a Response made from a stream differs from one off the network. */
function readers(base: Response): PropertyDescriptorMap {
  const descriptors: PropertyDescriptorMap = {};
  for (const key of natives.wholeReaders) {
    const real = base[key] as unknown as (this: Response) => Promise<unknown>;
    const replacement = {
      [key](this: Response): Promise<unknown> {
        // The platform tells a body that somebody is reading from one that is used up; off the
        // network they are the same.
        if (isBeingRead(this)) return real.call(usedUp);
        if (key === "blob") return natives.chain(real.call(this), (blob) => typed(blob, this));
        return real.call(this);
      },
    }[key];
    descriptors[key] = { configurable: true, writable: true, enumerable: true, value: replacement };
  }
  return descriptors;
}

const usedUp = new natives.NativeResponse("");
void natives.responseBuffer(usedUp);

function isBeingRead(recorded: Response): boolean {
  if (origins.get(recorded)?.bodySeen !== true) return false;
  const body = natives.responseBody(recorded);
  return body !== null && natives.streamLocked(body);
}

/** A Blob off the network has the response's content type. */
function typed(blob: unknown, recorded: Response): unknown {
  const type = natives.headersGet(natives.responseHeaders(recorded), "content-type");
  if (type === null || !(blob instanceof natives.NativeBlob)) return blob;
  return natives.responseBlob(
    new natives.NativeResponse(blob, { headers: { "content-type": type } }),
  );
}

/** What the real Response says; for all that is none of ours, what its class says. */
function accessor(key: "url" | "type" | "redirected", inherited: (response: Response) => unknown) {
  return {
    configurable: true,
    enumerable: true,
    get(this: Response) {
      const origin = origins.get(this);
      return origin === undefined ? inherited(this) : origin[key];
    },
  };
}

function method(value: (this: Response) => unknown) {
  return { configurable: true, writable: true, enumerable: true, value };
}

/** What the inspector should print: the real Response, in the state the program's one is in. */
function describe(recorded: Response): unknown {
  const origin = origins.get(recorded);
  const response = origin?.response;
  if (origin === undefined || response === null || response === undefined) {
    // Under its class's own prototype it prints as any other Response.
    const prototype = getPrototypeOf(recorded) as object;
    setPrototypeOf(recorded, nativePrototype);
    const text = natives.inspect(recorded);
    setPrototypeOf(recorded, prototype);
    return text.replace('url: ""', `url: ${JSON.stringify(origin?.url ?? "")}`);
  }
  if (!natives.responseBodyUsed(recorded)) {
    if (origin.bodySeen) natives.responseBody(response);
    return response;
  }
  if (origin.bodySeen) return response;
  // Read whole, without `.body`: the real one would print as used and without a body.
  return natives
    .inspect(response)
    .replace(
      /\n {2}bodyUsed: false(?:,\n {2}ReadableStream \{[^]*)?\n\}$/,
      "\n  bodyUsed: true\n}",
    );
}
