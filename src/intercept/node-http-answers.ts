// Gives cached answers to requests of node:http and node:https. Runs in the user's process, only in
// runs that may be served from the cache. A request waits for its body before it gets a socket; an
// answered one gets a socket that ends in memory, so Node's own parser and streams do the rest.
import { Buffer } from "node:buffer";
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type * as Streams from "node:stream";
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import type { ClientRequest, HttpTracker } from "#src/intercept/node-http.ts";
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
    // Who asks for "100 Continue" sends no body before the server has spoken.
    if (call === null || call.begun || request.getHeader("expect") !== undefined) {
      return real.call(this, request, ...rest);
    }
    acceptEverything(request);
    call.onBegin = (answer) => {
      if (answer === null) real.call(this, request, ...rest);
      else (request as Sending).onSocket(createAnsweringSocket(answer));
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

/** A socket whose other end answers whatever it is sent with one HTTP/1.1 response (RFC 9112). */
function createAnsweringSocket(answer: CachedAnswer): Streams.Duplex {
  const { Duplex } = builtinModule<typeof Streams>("node:stream");
  const chunks = writeResponse(answer);
  let started = false;
  const socket = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done();
      if (started) return;
      started = true;
      setImmediate(pushNext);
    },
  });
  // One chunk per turn, so that each reaches the program as a part of its own.
  function pushNext(): void {
    const chunk = chunks.next();
    if (chunk.done === true || socket.destroyed) return;
    socket.push(chunk.value);
    setImmediate(pushNext);
  }
  return Object.assign(socket, SOCKET_METHODS);
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
  const type = answer.contentType === null ? "" : `content-type: ${answer.contentType}\r\n`;
  const reason = REASONS[answer.status] ?? "Answer";
  yield Buffer.from(
    `HTTP/1.1 ${answer.status} ${reason}\r\n${type}transfer-encoding: chunked\r\n\r\n`,
  );
  for (const part of answer.parts) {
    // An empty chunk would end the body.
    if (part.byteLength === 0) continue;
    yield Buffer.concat([
      Buffer.from(`${part.byteLength.toString(16)}\r\n`),
      part,
      Buffer.from("\r\n"),
    ]);
  }
  yield Buffer.from("0\r\n\r\n");
}

const REASONS: Readonly<Record<number, string>> = { 200: "OK", 201: "Created", 202: "Accepted" };
