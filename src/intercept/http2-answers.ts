// Gives cached answers to the AWS SDK's streams of node:http2, and sends edited requests. Runs in the
// user's process, only in runs that are answered from recorded ones. The SDK's session is connected to
// a server in this very process; that one opens the real session, with the first stream that has to
// go out.
import { Buffer } from "node:buffer";
import { builtinModule } from "#src/intercept/builtin-module.ts";
import { joinParts } from "#src/intercept/body-collector.ts";
import type { CachedAnswer, CallRecorder, RecordedCall } from "#src/intercept/call-recorder.ts";
import { guarded } from "#src/intercept/guard.ts";
import type { Http2Tracker } from "#src/intercept/http2.ts";
import * as natives from "#src/intercept/natives.ts";
import { startPace } from "#src/intercept/pace.ts";
import { createPatches } from "#src/intercept/patches.ts";
import type * as Http2 from "node:http2";
import type * as Streams from "node:stream";

const PLACE = "node:http2 answers";

type Connect = (...args: unknown[]) => Http2.ClientHttp2Session;
type Headers = Http2.IncomingHttpHeaders;

/** gRPC and others have needs of their own, and make no call that could be answered. */
const AWS_CLIENT = /[\\/]@(?:smithy|aws-sdk)[\\/]/;

/** Connects the AWS SDK's sessions in memory. Returns the undoing. */
export function answerHttp2(recorder: CallRecorder, tracker: Http2Tracker): () => void {
  const http2 = builtinModule<typeof Http2>("node:http2");
  const patches = createPatches();
  patches.patch<Connect>(http2, "connect", (real) => {
    return function connect(...args: unknown[]): Http2.ClientHttp2Session {
      if (!AWS_CLIENT.test(new Error("who connects").stack ?? "")) return real(...args);
      return (
        guarded(recorder, PLACE, () => connectInMemory(real, args, tracker), null) ?? real(...args)
      );
    };
  });
  return () => patches.restore();
}

function connectInMemory(
  real: Connect,
  args: readonly unknown[],
  tracker: Http2Tracker,
): Http2.ClientHttp2Session {
  const http2 = builtinModule<typeof Http2>("node:http2");
  const [authority, given, listener] = args;
  const options = typeof given === "object" ? given : {};
  const [near, far] = createPair();
  const inMemory = { ...options, createConnection: () => near };
  const session = real(authority, inMemory, typeof given === "function" ? given : listener);
  tracker.answer(session);
  const server = http2.createServer();
  const upstream = createUpstream(() => real(authority, options), { session, tracker });
  server.on("stream", (stream, headers) => {
    // A server's streams are no others.
    const passed = { stream: stream as Http2.ServerHttp2Stream, headers, upstream };
    const call = tracker.find(session, stream.id ?? 0);
    if (call === null) forward(passed, null);
    else collect(passed.stream, (body) => passOn(passed, body, call.started()));
  });
  server.emit("connection", far);
  setImmediate(() => near.emit("connect"));
  return session;
}

function passOn(passed: PassedStream, body: Uint8Array, call: RecordedCall | null): void {
  const { cached = null, send = null } = call ?? {};
  if (cached !== null) respond(passed.stream, cached);
  else forward(passed, send === null ? body : Buffer.from(send));
}

/** Two ends of a connection that leaves the process nowhere. */
function createPair(): [Streams.Duplex, Streams.Duplex] {
  const { Duplex } = builtinModule<typeof Streams>("node:stream");
  const create = (other: () => Streams.Duplex): Streams.Duplex => {
    const end = new Duplex({
      read: () => undefined,
      write: (chunk, _encoding, done) => {
        other().push(chunk);
        done();
      },
      final: (done) => {
        other().push(null);
        done();
      },
    });
    return Object.assign(end, SOCKET);
  };
  const near: Streams.Duplex = create(() => far);
  const far: Streams.Duplex = create(() => near);
  return [near, far];
}

const itself = function (this: unknown): unknown {
  return this;
};

/** What a session calls on a socket, and what has no meaning without a network. */
const SOCKET = {
  encrypted: false,
  connecting: false,
  remoteAddress: "127.0.0.1",
  remotePort: 443,
  setTimeout: itself,
  setNoDelay: itself,
  setKeepAlive: itself,
  ref: itself,
  unref: itself,
};

/** The real session, opened when it is needed; its failure is that of the session in memory. */
function createUpstream(
  open: () => Http2.ClientHttp2Session,
  { session, tracker }: { session: Http2.ClientHttp2Session; tracker: Http2Tracker },
): () => Http2.ClientHttp2Session {
  let upstream: Http2.ClientHttp2Session | null = null;
  session.on("close", () => upstream?.close());
  return () => {
    if (upstream !== null && !upstream.closed && !upstream.destroyed) return upstream;
    upstream = open();
    tracker.ignore(upstream);
    upstream.on("error", (error) => session.destroy(error));
    return upstream;
  };
}

function collect(stream: Http2.ServerHttp2Stream, onEnd: (body: Uint8Array) => void): void {
  const parts: Uint8Array[] = [];
  stream.on("data", (part: Uint8Array) => parts.push(part));
  stream.on("end", () => onEnd(joinParts(parts)));
  stream.on("error", () => undefined);
}

interface PassedStream {
  readonly stream: Http2.ServerHttp2Stream;
  readonly headers: Headers;
  readonly upstream: () => Http2.ClientHttp2Session;
}

/** Sends a stream on, with the body or with what is still to come, and its response back. */
function forward({ stream, headers, upstream }: PassedStream, body: Uint8Array | null): void {
  const session = upstream();
  session.ref();
  const sent = { ...headers };
  if (body !== null && sent["content-length"] !== undefined) {
    sent["content-length"] = String(body.byteLength);
  }
  const request = session.request(sent);
  request.on("response", (received) => {
    const { ":status": status = 200, ...rest } = received;
    if (!stream.destroyed) stream.respond({ ":status": status, ...rest });
  });
  request.on("data", (part: Uint8Array) => stream.write(part));
  request.on("end", () => stream.end());
  request.on("error", () => stream.close(request.rstCode ?? 2));
  request.on("close", () => {
    if ((request.rstCode ?? 0) !== 0) stream.close(request.rstCode);
    // The program ends when it has nothing left to do.
    session.unref();
  });
  stream.on("close", () => {
    if (!request.closed) request.close(stream.rstCode ?? 0);
  });
  if (body === null) stream.pipe(request);
  else request.end(body);
}

function respond(stream: Http2.ServerHttp2Stream, answer: CachedAnswer): void {
  const pace = startPace(answer);
  const type = answer.contentType;
  const parts = [...answer.parts];
  let next = 0;
  function pushNext(): void {
    if (stream.destroyed) return;
    if (next === 0) {
      stream.respond({
        ":status": answer.status,
        ...(type === null ? {} : { "content-type": type }),
      });
    }
    const part = parts[next++];
    if (part === undefined) stream.end();
    else {
      stream.write(part);
      later();
    }
  }
  function later(): void {
    if (pace === null) setImmediate(pushNext);
    else natives.startTimer(pushNext, pace(next));
  }
  later();
}
