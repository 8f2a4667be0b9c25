// Gives cached answers to requests of node:http and node:https, and sends edited ones. Runs in the
// user's process, only in runs that are answered from recorded ones. A request waits for its body
// before it gets a socket; one that does not go out itself gets a socket that ends in memory, so
// Node's own parser and streams do the rest.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type * as Streams from "node:stream";
import type { CachedAnswer, RecordedCall } from "#src/intercept/call-recorder.ts";
import { CONTINUE, LAST_CHUNK, writeChunk, writeHead } from "#src/intercept/http-message.ts";
import * as natives from "#src/intercept/natives.ts";
import { relayRequest } from "#src/intercept/node-http-relay.ts";
import type { ClientRequest, HttpCall, HttpTracker } from "#src/intercept/node-http.ts";
import { startPace } from "#src/intercept/pace.ts";
import { replaceMethod } from "#src/intercept/stream-hooks.ts";

type AddRequest = (this: unknown, request: ClientRequest, ...rest: unknown[]) => unknown;

interface Sending extends ClientRequest {
  onSocket(socket: Streams.Duplex): void;
}

interface AgentPrototype {
  addRequest: AddRequest;
}

/** Holds requests that may be answered until it is known whether they are. Returns the undoing. */
export function answerNodeHttp(tracker: HttpTracker): () => void {
  const { Agent } = builtinModule<{ Agent: { prototype: AgentPrototype } }>("node:http");
  const owner = Agent.prototype;
  const descriptor = Object.getOwnPropertyDescriptor(owner, "addRequest");
  const real = owner.addRequest;
  function addRequest(this: unknown, request: ClientRequest, ...rest: unknown[]): unknown {
    const call = tracker.track(request);
    if (call === null || call.begun) return real.call(this, request, ...rest);
    if (/^100-continue$/i.test(String(request.getHeader("expect")))) {
      return answerAfterContinue(request, call);
    }
    acceptEverything(request);
    call.onBegin = (started) => {
      const respond = responderFor(request, started);
      if (respond === null) real.call(this, request, ...rest);
      else (request as Sending).onSocket(createAnsweringSocket(respond));
    };
    return undefined;
  }
  Object.defineProperty(owner, "addRequest", { ...descriptor, value: addRequest });
  return () => {
    if (owner.addRequest === addRequest && descriptor !== undefined) {
      Object.defineProperty(owner, "addRequest", descriptor);
    }
  };
}

/** Its body does not come before the server has spoken: the socket says "100 Continue" in its place. */
function answerAfterContinue(request: ClientRequest, call: HttpCall): void {
  const begun = Promise.withResolvers<Responder>();
  const socket = createAnsweringSocket((own) => {
    own.push(CONTINUE);
    void natives.chain(begun.promise, (respond) => respond(own));
  });
  call.onBegin = (started, body) => {
    const relay: Responder = (own) => relayRequest(own, request, body);
    begun.resolve(responderFor(request, started) ?? relay);
  };
  (request as Sending).onSocket(socket);
}

/**
 * A request without a socket buffers what is written, asks to "wait for drain" when that is much and
 * calls back when it is sent. Both would come with the socket, and the socket with the last byte: so
 * it says at once that all is well.
 */
function acceptEverything(request: ClientRequest): void {
  const real = request.write;
  replaceMethod(request, "write", function (this: unknown, ...args: unknown[]) {
    const last = args.at(-1);
    if (typeof last === "function") process.nextTick(last as () => void);
    real.apply(this as ClientRequest, typeof last === "function" ? args.slice(0, -1) : args);
    return true;
  });
}

/** Null where the request goes out as it is. */
function responderFor(request: ClientRequest, call: RecordedCall | null): Responder | null {
  if (call === null) return null;
  const { cached, send } = call;
  if (cached !== null) return (socket) => answerFromCache(socket, cached);
  return send === null ? null : (socket) => relayRequest(socket, request, send);
}

/** Writes a response to a socket, once the request has come. */
type Responder = (socket: Streams.Duplex) => void;

/** A socket whose other end answers whatever it is sent with one HTTP/1.1 response (RFC 9112). */
function createAnsweringSocket(respond: Responder): Streams.Duplex {
  const { Duplex } = builtinModule<typeof Streams>("node:stream");
  let started = false;
  const socket: Streams.Duplex = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done();
      if (started) return;
      started = true;
      setImmediate(respond, socket);
    },
  });
  return Object.assign(socket, SOCKET_METHODS);
}

function answerFromCache(socket: Streams.Duplex, answer: CachedAnswer): void {
  const pace = startPace(answer);
  const chunks = writeResponse(answer);
  let part = 0;
  // One chunk per turn, so that each reaches the program as a part of its own.
  function pushNext(): void {
    const chunk = chunks.next();
    if (chunk.done === true || socket.destroyed) return;
    socket.push(chunk.value);
    later();
  }
  function later(): void {
    if (pace === null) setImmediate(pushNext);
    // The head comes with the first part.
    else natives.startTimer(pushNext, pace(Math.max(0, part++ - 1)));
  }
  later();
}

/** What node:http and its users call on a net.Socket, and what has no meaning without a network. */
const SOCKET_METHODS = {
  authorized: true,
  connecting: false,
  remoteAddress: "127.0.0.1",
  setTimeout(this: Streams.Duplex): Streams.Duplex {
    return this;
  },
  setNoDelay(this: Streams.Duplex): Streams.Duplex {
    return this;
  },
  setKeepAlive(this: Streams.Duplex): Streams.Duplex {
    return this;
  },
  ref(this: Streams.Duplex): Streams.Duplex {
    return this;
  },
  unref(this: Streams.Duplex): Streams.Duplex {
    return this;
  },
  destroySoon(this: Streams.Duplex): void {
    this.destroy();
  },
};

function* writeResponse(answer: CachedAnswer): Generator<Uint8Array> {
  const type = answer.contentType;
  yield writeHead(answer.status, type === null ? [] : [["content-type", type]]);
  for (const part of answer.parts) {
    // An empty chunk would end the body.
    if (part.byteLength > 0) yield writeChunk(part);
  }
  yield LAST_CHUNK;
}
