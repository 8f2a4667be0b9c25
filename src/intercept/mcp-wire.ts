// The JSON-RPC lines between an MCP client and its server, in pieces of whatever size. Runs in the
// user's process. Format: MCP specification, "Transports: stdio": one message per line, UTF-8.
import { joinParts } from "#src/intercept/body-collector.ts";
import { CallTap } from "#src/intercept/call-tap.ts";
import type { CallRecorder, CachedAnswer, RecordedCall } from "#src/intercept/call-recorder.ts";
import * as natives from "#src/intercept/natives.ts";
import { type Pace, startPace } from "#src/intercept/pace.ts";

const PLACE = "mcp stdio";
const NEWLINE = 10;

interface Message {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const { parse, stringify } = JSON;

/** One server's conversation: which tool calls are open, and what answers them. */
export class McpWire {
  readonly #server: string;
  readonly #recorder: CallRecorder;
  readonly #deliver: (line: Uint8Array) => void;
  readonly #open = new Map<unknown, CallTap>();
  readonly #sent = new LineSplitter();
  readonly #received = new LineSplitter();
  #isClosed = false;

  /** `deliver` hands a line to the program as if the server had written it. */
  constructor(server: string, recorder: CallRecorder, deliver: (line: Uint8Array) => void) {
    this.#server = server;
    this.#recorder = recorder;
    this.#deliver = deliver;
  }

  /** True where these are the first bytes to an MCP server. */
  static isInitialize(bytes: Uint8Array): boolean {
    const text = decoder.decode(bytes);
    return /^\s*[{[]/.test(text) && /"method"\s*:\s*"initialize"/.test(text);
  }

  /**
   * The program writes to the server. Null where all of it is to go out as it is; else what is to go
   * out: without the requests that are answered from the cache, and with edited ones.
   */
  send(bytes: Uint8Array): Uint8Array | null {
    const lines = this.#sent.split(bytes);
    if (!this.#recorder.mayAnswer) {
      for (const line of lines) this.#readRequest(line);
      return null;
    }
    // A line goes out whole, once it is known that it has to.
    return joinParts(lines.map((line) => this.#readRequest(line)));
  }

  /** The server writes to the program. */
  receive(bytes: Uint8Array): void {
    for (const line of this.#received.split(bytes)) {
      if (this.#open.size > 0) this.#readResponse(line);
    }
  }

  /** The server is gone, or its output closed: open calls will not be answered. */
  close(): void {
    this.#isClosed = true;
    for (const tap of this.#open.values()) {
      tap.fail(new Error("MCP server closed its output before it answered"));
    }
    this.#open.clear();
  }

  /** What goes out for a line: itself, an edited one, or null where it is answered. */
  #readRequest(line: Uint8Array): Uint8Array | null {
    const text = decoder.decode(line);
    if (!text.includes("tools/call") && !text.includes("notifications/cancelled")) return line;
    const parsed = parseLine(text);
    // A batch (protocol 2025-03-26) goes out whole.
    if (Array.isArray(parsed)) {
      for (const message of parsed) this.#startCall(message as Message, false);
      return line;
    }
    const call = parsed === null ? null : this.#startCall(parsed, true);
    if (parsed === null || call === null) return line;
    if (call.cached !== null) return null;
    return call.send === null
      ? line
      : encodeLine({ ...(parse(call.send) as object), id: parsed.id });
  }

  /** The call, which is answered already where it is cached; null where it is none. */
  #startCall({ id, method, params }: Message, answerable: boolean): RecordedCall | null {
    if (method === "notifications/cancelled") {
      const cancelled = (params as { requestId?: unknown } | undefined)?.requestId;
      this.#open.get(cancelled)?.cancel();
      this.#open.delete(cancelled);
      return null;
    }
    if (id === undefined || typeof method !== "string") return null;
    const request = { method, params, server: this.#server };
    const call = this.#recorder.considerMcp(
      answerable ? request : { ...request, answerable: false },
    );
    if (call === null) return null;
    const tap = new CallTap(this.#recorder, PLACE);
    tap.settle(call);
    if (call.cached === null || !answerable) this.#open.set(id, tap);
    else this.#answer(id, call.cached, tap);
    return call;
  }

  #answer(id: unknown, cached: CachedAnswer, tap: CallTap): void {
    // The recorded answer has the id of its own request.
    const answer = parse(decoder.decode(joinParts(cached.parts))) as object;
    const line = encodeLine({ ...answer, id });
    const pace = startPace(cached);
    const later = pace === null ? setImmediate : startPaced(pace);
    later(() => {
      complete(tap, line.subarray(0, -1));
      // What is pushed after a stream's end is an error that nobody expects.
      if (!this.#isClosed) this.#deliver(line);
    });
  }

  #readResponse(line: Uint8Array): void {
    const parsed = parseLine(decoder.decode(line));
    if (Array.isArray(parsed)) {
      for (const message of parsed) {
        this.#endCall(message as Message, encoder.encode(stringify(message)));
      }
    } else if (parsed !== null) this.#endCall(parsed, line);
  }

  #endCall(message: Message, line: Uint8Array): void {
    const tap = this.#open.get(message.id);
    // The server may have requests of its own under the same id.
    if (tap === undefined || !("result" in message || "error" in message)) return;
    this.#open.delete(message.id);
    complete(tap, line);
  }
}

function encodeLine(message: object): Uint8Array {
  return encoder.encode(`${stringify(message)}\n`);
}

function startPaced(pace: Pace): (callback: () => void) => void {
  return (callback) => void natives.startTimer(callback, pace(0));
}

const jsonType = (name: string) => (name === "content-type" ? "application/json" : null);

function complete(tap: CallTap, line: Uint8Array): void {
  tap.respond({ status: 200, decoded: true, header: jsonType });
  tap.chunk(line);
  tap.end();
}

function parseLine(text: string): Message | unknown[] | null {
  try {
    const parsed = parse(text) as unknown;
    return typeof parsed === "object" ? (parsed as Message | null) : null;
  } catch {
    // A server may print what it likes; it is not for ao to judge.
    return null;
  }
}

/** Cuts a byte stream into lines, their newlines included; keeps what has none yet. */
class LineSplitter {
  #rest: Uint8Array[] = [];

  split(bytes: Uint8Array): Uint8Array[] {
    const lines: Uint8Array[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      lines.push(joinParts([...this.#rest, bytes.subarray(start, end + 1)]));
      this.#rest = [];
      start = end + 1;
    }
    if (start < bytes.byteLength) this.#rest.push(bytes.slice(start));
    return lines;
  }
}
