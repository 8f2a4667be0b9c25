// What an interceptor writes a call to. Runs in the user's process: never throws, and may be used
// before the request's body, and with it the call, is known.
import { guarded } from "#src/intercept/guard.ts";
import type { CallRecorder, RecordedCall, ResponseHead } from "#src/intercept/call-recorder.ts";

type Entry = (call: RecordedCall) => void;

/**
 * One request on its way. Events that come before `settle` wait (chunks as copies); after the end,
 * and for a request that turned out to be no call, all are ignored.
 */
export class CallTap {
  #state: "waiting" | "recording" | "over" = "waiting";
  #call: RecordedCall | null = null;
  #waiting: Entry[] = [];
  readonly #recorder: CallRecorder;
  readonly #place: string;

  constructor(recorder: CallRecorder, place: string) {
    this.#recorder = recorder;
    this.#place = place;
  }

  /** Says which call this is; null where it is none. Only the first time counts. */
  settle(call: RecordedCall | null): void {
    if (this.#state !== "waiting") return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#call = call;
    this.#state = call === null ? "over" : "recording";
    for (const entry of waiting) this.#write(entry);
  }

  /** True where nothing more will be recorded. */
  get isOver(): boolean {
    return this.#state === "over";
  }

  respond(head: ResponseHead): void {
    this.#add((call) => call.respond(head));
  }

  chunk(bytes: Uint8Array): void {
    if (this.#state === "recording") {
      this.#write((call) => call.chunk(bytes));
      return;
    }
    if (this.#state === "waiting") {
      const copy = bytes.slice();
      this.#waiting.push((call) => call.chunk(copy));
    }
  }

  end(): void {
    this.#finish((call) => call.end());
  }

  fail(error: unknown): void {
    this.#finish((call) => call.fail(error));
  }

  cancel(error?: unknown): void {
    this.#finish((call) => call.cancel(error));
  }

  /**
   * The request or its body ended in an error: a time-out and a broken connection are failures, an
   * abort is the program's own wish. An abort's reason may be anything, so it is told by identity.
   */
  breakOff(error: unknown, signal: AbortSignal | null): void {
    const isReason = signal?.aborted === true && signal.reason === error;
    const isTimeout = readProperty(error, "name") === "TimeoutError";
    if (!isTimeout && (isReason || isAbort(error))) this.cancel(error);
    else this.fail(error);
  }

  /** This tap as something that another one can settle on. */
  toCall(): RecordedCall {
    return {
      cached: null,
      send: null,
      respond: (head) => this.respond(head),
      chunk: (bytes) => this.chunk(bytes),
      end: () => this.end(),
      fail: (error) => this.fail(error),
      cancel: (error) => this.cancel(error),
    };
  }

  #add(entry: Entry): void {
    if (this.#state === "waiting") this.#waiting.push(entry);
    else if (this.#state === "recording") this.#write(entry);
  }

  #finish(entry: Entry): void {
    if (this.#state === "waiting") {
      this.#waiting.push(entry, () => this.#close());
      return;
    }
    if (this.#state !== "recording") return;
    this.#write(entry);
    this.#close();
  }

  #close(): void {
    this.#state = "over";
    this.#call = null;
  }

  #write(entry: Entry): void {
    const call = this.#call;
    if (call === null) return;
    guarded(this.#recorder, this.#place, () => entry(call), undefined);
  }
}

/** The errors of the platform, of Node (`ABORT_ERR`) and of axios for "the program gave up". */
function isAbort(error: unknown): boolean {
  const code = readProperty(error, "code");
  return (
    readProperty(error, "name") === "AbortError" || code === "ABORT_ERR" || code === "ERR_CANCELED"
  );
}

function readProperty(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as Record<string, unknown>)[key];
}
