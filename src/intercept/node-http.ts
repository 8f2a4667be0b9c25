// Records requests of node:http and node:https, and of what is built on them (axios, got). Runs in
// the user's process. Node's diagnostics channels tell of each request and response, however it was
// made; `http.request` itself stays untouched.
import { BodyCollector } from "#src/intercept/body-collector.ts";
import { CallTap } from "#src/intercept/call-tap.ts";
import type {
  CallRecorder,
  CandidateCall,
  RecordedCall,
  ResponseHead,
} from "#src/intercept/call-recorder.ts";
import { type Channel, watchChannels } from "#src/intercept/channels.ts";
import { Redirects } from "#src/intercept/http-redirects.ts";
import { guarded } from "#src/intercept/guard.ts";
import {
  type ReadableSide,
  type WritableSide,
  overrideMethod,
  watchReadable,
  watchWritable,
} from "#src/intercept/stream-hooks.ts";

const PLACE = "node:http";

/** The part of `http.ClientRequest` that is used. */
export interface ClientRequest extends WritableSide {
  readonly method: string;
  readonly path: string;
  readonly protocol: string;
  readonly host: string;
  destroyed: boolean;
  getHeader(name: string): number | string | string[] | undefined;
  destroy(...args: unknown[]): unknown;
}

interface IncomingMessage extends ReadableSide {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** One request on its way; what holds it back until its body is known, if anything does. */
export interface HttpCall {
  readonly tap: CallTap;
  /** Called once, when the body is known, with what it turned out to be. */
  onBegin: ((call: RecordedCall | null, body: Uint8Array) => void) | null;
  /** The body is known. A redirect's next request is a part of a call that began before. */
  begun: boolean;
  /** The program's own `destroy`, which the errors that follow from it are told by. */
  stopped: { readonly error: unknown } | null;
}

/** Follows the requests of this process. */
export interface HttpTracker {
  /** The call that this request is, being watched from now on; null for all others. */
  track(request: ClientRequest): HttpCall | null;
  stop(): void;
}

/** Starts to record. */
export function trackNodeHttp(recorder: CallRecorder): HttpTracker {
  const calls = new WeakMap<ClientRequest, HttpCall | null>();
  const redirects = new Redirects<HttpCall>(recorder);
  const track = (request: ClientRequest): HttpCall | null => {
    const known = calls.get(request);
    if (known !== undefined) return known;
    const call = guarded(recorder, PLACE, () => startCall(request, { recorder, redirects }), null);
    calls.set(request, call);
    return call;
  };
  const find = (request: unknown) => calls.get(request as ClientRequest) ?? null;
  const channels: readonly Channel[] = [
    ["http.client.request.created", ({ request }) => track(request as ClientRequest)],
    [
      "http.client.response.finish",
      ({ request, response }) => {
        const call = find(request);
        if (call === null || call.tap.isOver) return;
        const head = readHead(response as IncomingMessage);
        const tap = redirects.receive(call, urlOf(request as ClientRequest), head);
        watchResponse(tap, response as IncomingMessage, call);
      },
    ],
    [
      "http.client.request.error",
      ({ request, error }) => {
        const call = find(request);
        if (call !== null) breakOff(call.tap, call.stopped, error);
      },
    ],
  ];
  return { track, stop: watchChannels(channels, recorder, PLACE) };
}

interface Tracking {
  readonly recorder: CallRecorder;
  readonly redirects: Redirects<HttpCall>;
}

function startCall(request: ClientRequest, { recorder, redirects }: Tracking): HttpCall | null {
  const url = urlOf(request);
  const redirected = redirects.follow(url);
  if (redirected !== undefined) {
    // A client destroys what it was redirected from.
    redirected.stopped = null;
    noteDestruction(redirected, request, () => undefined);
    return redirected;
  }
  const candidate = recorder.consider({
    method: request.method,
    url,
    header: (name) => joinHeader(request.getHeader(name)),
  });
  if (candidate === null) return null;
  const tap = new CallTap(recorder, PLACE);
  const call: HttpCall = { tap, onBegin: null, begun: false, stopped: null };
  watchRequest(call, request, { candidate, recorder });
  return call;
}

function watchRequest(
  call: HttpCall,
  request: ClientRequest,
  { candidate, recorder }: { candidate: CandidateCall; recorder: CallRecorder },
): void {
  const body = new BodyCollector((bytes) => {
    const started = guarded(recorder, PLACE, () => candidate.begin(bytes), null);
    call.tap.settle(started);
    call.begun = true;
    const release = call.onBegin;
    call.onBegin = null;
    guarded(recorder, PLACE, () => release?.(started, bytes), undefined);
  });
  watchWritable(
    request,
    (bytes) => body.chunk(bytes),
    () => body.stop(),
  );
  noteDestruction(call, request, () => body.stop());
}

function noteDestruction(call: HttpCall, request: ClientRequest, onDestroy: () => void): void {
  overrideMethod(request, "destroy", (error) => {
    if (call.tap.isOver) return;
    call.stopped ??= { error };
    onDestroy();
  });
}

function watchResponse(tap: CallTap, response: IncomingMessage, call: HttpCall): void {
  tap.respond(readHead(response));
  watchReadable(response, tap, {
    onBreak(error) {
      if (error === null && call.stopped === null) tap.cancel();
      else breakOff(tap, call.stopped, error);
    },
  });
}

/** What the program gave as its reason counts, not the "socket hang up" that comes of it. */
function breakOff(tap: CallTap, stopped: HttpCall["stopped"], error: unknown): void {
  if (stopped === null) tap.breakOff(error, null);
  else if (stopped.error === undefined || stopped.error === null) tap.cancel();
  else tap.breakOff(stopped.error, null);
}

function readHead(response: IncomingMessage): ResponseHead {
  return {
    status: response.statusCode,
    decoded: false,
    header: (name) => joinHeader(response.headers[name]),
  };
}

/** Where a request goes. A proxied one has an absolute URL for its path. */
export function urlOf(request: ClientRequest): string {
  if (/^https?:\/\//.test(request.path)) return request.path;
  const host = joinHeader(request.getHeader("host")) ?? request.host;
  return `${request.protocol}//${host}${request.path}`;
}

function joinHeader(value: number | string | readonly string[] | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === "object" ? value.join(", ") : String(value);
}
