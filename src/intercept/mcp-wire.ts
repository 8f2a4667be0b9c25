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
    if (Array.isArray(parsed)) return this.#readBatch(line, parsed as Message[]);
    const call = parsed === null ? null : this.#startCall(parsed);
    if (parsed === null || call === null) return line;
    if (call.cached !== null) {
      const { cached, tap } = call;
      this.#answer([{ message: parsed, cached, tap }], (answers) => answers[0] ?? {});
      return null;
    }
    return call.send === null ? line : encodeLine(replaced(parsed, call.send));
  }

  /** Several requests in one line (protocol 2025-03-26); what is answered has one line as well. */
  #readBatch(line: Uint8Array, messages: readonly Message[]): Uint8Array | null {
    const started = messages.map((message) => ({ message, call: this.#startCall(message) }));
    const answered = started.flatMap(({ message, call }) =>
      call?.cached ? [{ message, cached: call.cached, tap: call.tap }] : [],
    );
    if (answered.length > 0) this.#answer(answered, (answers) => answers);
    const left = started.filter(({ call }) => !call?.cached);
    if (left.length === 0) return null;
    const isSame = answered.length === 0 && left.every(({ call }) => !call?.send);
    if (isSame) return line;
    return encodeLine(
      left.map(({ message, call }) => (call?.send ? replaced(message, call.send) : message)),
    );
  }

  /** The call, which nobody but us answers where it is cached; null where it is none. */
  #startCall({ id, method, params }: Message): StartedCall | null {
    if (method === "notifications/cancelled") {
      const cancelled = (params as { requestId?: unknown } | undefined)?.requestId;
      this.#open.get(cancelled)?.cancel();
      this.#open.delete(cancelled);
      return null;
    }
    if (id === undefined || typeof method !== "string") return null;
    const call = this.#recorder.considerMcp({ method, params, server: this.#server });
    if (call === null) return null;
    const tap = new CallTap(this.#recorder, PLACE);
    tap.settle(call);
    const { cached, send } = call;
    if (cached === null) this.#open.set(id, tap);
    return { cached, send, tap };
  }

  #answer(calls: readonly AnsweredCall[], toLine: (answers: readonly object[]) => object): void {
    const answers = calls.map(({ message, cached }) => answerTo(message, cached));
    // The first says how long it took.
    const pace = calls[0] === undefined ? null : startPace(calls[0].cached);
    const later = pace === null ? setImmediate : startPaced(pace);
    later(() => {
      for (const [index, { tap }] of calls.entries()) {
        complete(tap, encoder.encode(stringify(answers[index])));
      }
      // What is pushed after a stream's end is an error that nobody expects.
      if (!this.#isClosed) this.#deliver(encodeLine(toLine(answers)));
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

interface StartedCall extends Pick<RecordedCall, "cached" | "send"> {
  readonly tap: CallTap;
}

interface AnsweredCall {
  readonly message: Message;
  readonly cached: CachedAnswer;
  readonly tap: CallTap;
}

/** The recorded answer has the id of its own request. */
function answerTo({ id }: Message, { parts }: CachedAnswer): object {
  return { ...(parse(decoder.decode(joinParts(parts))) as object), id };
}

function replaced({ id }: Message, edited: string): object {
  return { ...(parse(edited) as object), id };
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
