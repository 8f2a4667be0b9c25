// Records what goes out through `undici` and `node-fetch`, which Bun replaces by built-ins of its
// own that no other hook sees. Runs in the user's process.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type { CallRecorder, CandidateCall, RecordedCall } from "#src/intercept/call-recorder.ts";
import { CallTap } from "#src/intercept/call-tap.ts";
import { type FetchFunction, recordFetch } from "#src/intercept/fetch.ts";
import { type BodyAccess, readFetchArguments } from "#src/intercept/fetch-request.ts";
import { guarded } from "#src/intercept/guard.ts";
import * as natives from "#src/intercept/natives.ts";
import type { Patches } from "#src/intercept/patches.ts";
import { recordUndiciBody } from "#src/intercept/undici-body.ts";

const PLACE = "undici.request";

/** What `undici.request` resolves to, as far as it matters here. */
interface UndiciResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: object;
}

type UndiciRequest = (...args: unknown[]) => Promise<UndiciResponse>;

/** Replaces the functions of both modules; named imports of programs loaded later see them. */
export function recordFetchLibraries(recorder: CallRecorder, patches: Patches): void {
  const undici = builtinModule("undici");
  patches.patch<FetchFunction>(undici, "fetch", (real) => recordFetch(real, recorder, "undici"));
  patches.patch<UndiciRequest>(undici, "request", (real) => recordRequest(real, recorder));
  // Called as a function, `require("node-fetch")` is the module itself and cannot be replaced.
  const nodeFetch = builtinModule("node-fetch");
  for (const key of ["default", "fetch"]) {
    patches.patch<FetchFunction>(nodeFetch, key, (real) =>
      recordFetch(real, recorder, "node-fetch"),
    );
  }
}

function recordRequest(real: UndiciRequest, recorder: CallRecorder): UndiciRequest {
  return (...args) => {
    const call = guarded(recorder, PLACE, () => startCall(args, recorder), null);
    if (call === null) return real(...args);
    return natives.chain(
      real(...args),
      (response) => {
        guarded(recorder, PLACE, () => followResponse(response, call), undefined);
        return response;
      },
      (error) => {
        call.tap.breakOff(error, call.signal);
        throw error;
      },
    );
  };
}

interface Call {
  readonly tap: CallTap;
  readonly signal: AbortSignal | null;
}

function startCall([url, options]: readonly unknown[], recorder: CallRecorder): Call | null {
  const init = options as Parameters<typeof readFetchArguments>[0][1] & { query?: object };
  const request = readFetchArguments([withQuery(url, init?.query), init]);
  if (request === null) return null;
  const { method, header } = request;
  const candidate = recorder.consider({ method, url: request.url, header, answerable: false });
  if (candidate === null) return null;
  const tap = new CallTap(recorder, PLACE);
  readBody(request.body, (body) => tap.settle(begin(candidate, body, recorder)));
  return tap.isOver ? null : { tap, signal: request.signal };
}

function begin(
  candidate: CandidateCall,
  body: string | Uint8Array | null,
  recorder: CallRecorder,
): RecordedCall | null {
  return guarded(recorder, PLACE, () => candidate.begin(body), null);
}

/** A stream is left to the request: what it held is not recorded, and with it no call. */
function readBody(body: BodyAccess, onBody: (body: string | Uint8Array | null) => void): void {
  if (body.kind === "known") onBody(body.body);
  else if (body.kind === "readable") {
    void natives.chain(body.read(), onBody, () => onBody(null));
  } else onBody(null);
}

function withQuery(url: unknown, query: object | undefined): unknown {
  if (query === undefined || query === null) return url;
  const full = new natives.NativeURL(String(url));
  full.search = new natives.NativeURLSearchParams(query as Record<string, string>).toString();
  return full;
}

function followResponse(response: UndiciResponse, { tap, signal }: Call): void {
  if (tap.isOver) return;
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
