// One connection of `/ws`: its subscriptions, replay, and what waits for a slow client. Runs in the
// server. Between replay and live a client misses nothing and sees nothing twice.
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { isAoError, toAoError } from "#src/errors.ts";
import { type RunDelta, type SocketMessage, SocketRequest } from "#src/protocol/socket-api.ts";
import type { RunService } from "#src/runs/run-service.ts";
import type { Logger } from "#src/config/logger.ts";
import { CLOSE, type SocketSender } from "#src/server/sockets/sender.ts";

/** Bytes that may wait for a client before it is dropped. */
const MAXIMUM_BUFFERED = 8 * 2 ** 20;
/** Replay pauses above this; it is read from the store as fast as the client takes it. */
const REPLAY_BUFFERED = 2 ** 20;
/** Live deltas that may wait for a replay to end. */
const MAXIMUM_QUEUED = 20_000;
/** How long a replay waits for a client that reads nothing at all. */
const STALL_MS = 30_000;

let requestCheck: ReturnType<typeof TypeCompiler.Compile<typeof SocketRequest>> | undefined;

/** What the subscription of one session, or of all, is at. */
interface Subscription {
  readonly sessionId: string | undefined;
  /** Deltas that came during the replay; null when it is over and deltas go straight out. */
  queue: QueuedDelta[] | null;
}

interface QueuedDelta {
  readonly seq: number;
  readonly text: string;
}

export class Subscriber {
  readonly #runs: RunService;
  readonly #sender: SocketSender;
  readonly #log: Logger;
  readonly #subscriptions = new Map<string | undefined, Subscription>();
  #closed = false;
  #drained = Promise.withResolvers<void>();
  #lastSeq = 0;

  constructor(runs: RunService, sender: SocketSender, log: Logger) {
    this.#runs = runs;
    this.#sender = sender;
    this.#log = log;
  }

  /** Takes what the client sent, parsed; what is not a request is answered with an error. */
  receive(message: unknown): void {
    requestCheck ??= TypeCompiler.Compile(SocketRequest);
    if (!requestCheck.Check(message)) {
      this.#sendError("bad_input", "Cannot use the message: not a request of this socket");
      return;
    }
    switch (message.type) {
      case "subscribe":
        this.#subscribe(message.session_id, message.since);
        break;
      case "unsubscribe":
        this.#subscriptions.delete(message.session_id);
        break;
      case "ping":
        this.#send({ type: "pong" });
    }
  }

  /** Takes a new delta; `text` is the same as JSON, made once for all subscribers. */
  offer(delta: RunDelta, text: string): void {
    const concerned = [undefined, delta.session_id]
      .map((key) => this.#subscriptions.get(key))
      .filter((subscription) => subscription !== undefined);
    if (concerned.some((subscription) => subscription.queue === null)) {
      this.#lastSeq = Math.max(this.#lastSeq, delta.seq);
      this.#sendText(text);
      return;
    }
    for (const { queue } of concerned) queue?.push({ seq: delta.seq, text });
    if (concerned.some(({ queue }) => (queue?.length ?? 0) > MAXIMUM_QUEUED)) this.#dropAsSlow();
  }

  /** The client has read what was queued. */
  drained(): void {
    this.#drained.resolve();
    this.#drained = Promise.withResolvers();
  }

  closed(): void {
    this.#closed = true;
    this.#subscriptions.clear();
    this.#drained.resolve();
  }

  #subscribe(sessionId: string | undefined, since: number | undefined): void {
    if (since === undefined) {
      this.#subscriptions.set(sessionId, { sessionId, queue: null });
      this.#confirm(sessionId, this.#runs.currentSeq(), false);
      return;
    }
    // In place before the store is asked, so that no delta falls between the two.
    const subscription: Subscription = { sessionId, queue: [] };
    this.#subscriptions.set(sessionId, subscription);
    this.#replay(subscription, since).catch((thrown: unknown) => {
      this.#replayFailed(subscription, thrown);
    });
  }

  async #replay(subscription: Subscription, since: number): Promise<void> {
    const { sessionId } = subscription;
    const replay = await this.#runs.replay(since, sessionId);
    let upTo = replay.seq;
    for await (const delta of replay.deltas) {
      if (!this.#isCurrent(subscription)) return;
      this.#sendText(JSON.stringify(delta));
      upTo = Math.max(upTo, delta.seq);
      await this.#writable();
    }
    if (!this.#isCurrent(subscription)) return;
    this.#confirm(sessionId, upTo, replay.reset);
    // Nothing is awaited from here on: no delta can come between the queue and going live.
    for (const { seq, text } of subscription.queue ?? []) if (seq > upTo) this.#sendText(text);
    subscription.queue = null;
  }

  #replayFailed(subscription: Subscription, thrown: unknown): void {
    if (!this.#isCurrent(subscription)) return;
    this.#subscriptions.delete(subscription.sessionId);
    const error = toAoError(thrown);
    if (!isAoError(thrown)) this.#log.error("replay failed", { error: error.message });
    this.#sendError(error.code, error.message);
  }

  /** False when the client has gone, unsubscribed, or subscribed anew in the meantime. */
  #isCurrent(subscription: Subscription): boolean {
    return !this.#closed && this.#subscriptions.get(subscription.sessionId) === subscription;
  }

  async #writable(): Promise<void> {
    if (this.#closed || this.#sender.bufferedAmount() <= REPLAY_BUFFERED) return;
    const stall = Promise.withResolvers<"stalled">();
    const timer = setTimeout(() => stall.resolve("stalled"), STALL_MS);
    const outcome = await Promise.race([this.#drained.promise, stall.promise]);
    clearTimeout(timer);
    if (outcome === "stalled") this.#dropAsSlow();
  }

  #confirm(sessionId: string | undefined, seq: number, reset: boolean): void {
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    const session = sessionId === undefined ? {} : { session_id: sessionId };
    this.#send({ type: "subscribed", seq, reset, ...session });
  }

  #sendError(code: string, message: string): void {
    this.#send({ type: "error", error: { code, message } });
  }

  #send(message: SocketMessage): void {
    this.#sendText(JSON.stringify(message));
  }

  #sendText(text: string): void {
    if (this.#closed) return;
    const isDropped = this.#sender.send(text) === 0;
    if (isDropped || this.#sender.bufferedAmount() > MAXIMUM_BUFFERED) this.#dropAsSlow();
  }

  #dropAsSlow(): void {
    if (this.#closed) return;
    this.closed();
    this.#log.warn("socket dropped: the client reads too slowly", { last_seq: this.#lastSeq });
    this.#sender.close(CLOSE.tooSlow, "too slow: subscribe again with since");
  }
}
