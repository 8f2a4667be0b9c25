// Carries the spool of a run to the server while the program works, and to its end afterwards.
// Runs in the CLI, so that the program itself has no connection. What the server has not
// acknowledged stays in the spool; a lost server is looked for again.
import { existsSync, type FSWatcher, rmSync, watch } from "node:fs";
import type {
  CallCounts,
  RunnerClientMessage,
  RunnerServerMessage,
} from "#src/protocol/runner-event.ts";
import { OWNER_STREAM, parseSegmentName } from "#src/protocol/spool-names.ts";
import { hasProgramEvents, hasWriters, isIncomplete, namesIn } from "./run-folder.ts";
import { createCallCounter } from "./call-counter.ts";
import { type SpoolStream, openSpoolStream } from "./spool-stream.ts";

export interface ForwarderOptions {
  /** The run's folder in the spool. */
  readonly directory: string;
  /** Finds or starts the server; called again whenever the connection is lost. */
  readonly connect: () => Promise<WebSocket>;
  /** Given to the server for re-runs in the background; it keeps it in memory alone. */
  readonly environment?: () => Readonly<Record<string, string | undefined>>;
}

export interface SettledGraph {
  readonly nodes: number;
  readonly edges: number;
  readonly calls: CallCounts;
}

export interface Delivery {
  /** Numbers of the finished graph; null where the server did not say in time. */
  readonly settled: SettledGraph | null;
  /** True when everything is with the server and the spool is gone. */
  readonly delivered: boolean;
  /** Why not, where it is known. */
  readonly problem: string | null;
  /** True where the disk did not take all that happened. */
  readonly incomplete: boolean;
  /** True where the server was left to fetch the rest by itself: it is there, and nothing is wrong. */
  readonly handedOver: boolean;
  /** How the program's calls were answered; null where not all of its events were read. */
  readonly calls: CallCounts | null;
  /** Whose edits were used; meaningful where `calls` is known. */
  readonly usedEdits: ReadonlySet<string>;
}

/** How long to wait after the program's end. */
export interface Patience {
  /** For the server to have everything. */
  readonly deliverMs: number;
  /** The same where it is there: what lies in the spool it fetches before it answers anybody. */
  readonly handOverMs?: number;
  /** For the graph's numbers. */
  readonly settleMs: number;
}

export interface SpoolForwarder {
  /** Lets events go out; until then, or the program's first event, the connection is only prepared. */
  release(): void;
  /** True also where that first event has yet to go out. */
  readonly isReleased: boolean;
  /** After the program's end: delivers the rest, then asks for the graph's numbers. */
  finish(patience: Patience): Promise<Delivery>;
  close(): void;
}

/** Bytes that may wait in the socket before reading from disk stops. */
const SOCKET_BUFFER = 4 * 1024 * 1024;
const RETRY_MS = [50, 100, 250, 500, 1000, 2500, 5000];
/** After the program's end nobody waits for a server that does not start. */
const MOST_FAILURES_AT_END = 3;
/** What is written within this goes out together: a message, and a transaction, for each line is dear. */
const GATHER_MS = 10;
/** inotify can lose events; a look now and then finds what it missed. */
const POLL_MS = 250;

/** A forwarder, already looking for the server. */
export function createSpoolForwarder(options: ForwarderOptions): SpoolForwarder {
  return new Forwarder(options);
}

class Forwarder implements SpoolForwarder {
  readonly #options: ForwarderOptions;
  readonly #streams = new Map<string, SpoolStream>();
  readonly #counts = createCallCounter();
  #socket: WebSocket | null = null;
  #state: "held" | "forwarding" | "closed" = "held";
  #failures = 0;
  #failuresAtEnd = 0;
  #isEnding = false;
  #problem: string | null = null;
  #isLooking = false;
  #watcher: FSWatcher | null = null;
  #poll: ReturnType<typeof setInterval> | null = null;
  #settled: Delivery["settled"] = null;
  /** The socket that has been told the environment, and the one that has the run's start. */
  #introduced: WebSocket | null = null;
  #started: WebSocket | null = null;
  #changed: () => void = () => {};

  constructor(options: ForwarderOptions) {
    this.#options = options;
    this.#watcher = watch(options.directory, () => this.#lookSoon());
    // The folder was deleted: what can still be read is looked for by the poll.
    this.#watcher.on("error", () => this.#watcher?.close());
    this.#poll = setInterval(() => this.#look(), POLL_MS);
    void this.#connect();
  }

  release(): void {
    if (this.#state === "held") this.#state = "forwarding";
    this.#pump();
  }

  get isReleased(): boolean {
    // What the program wrote in its last moment has not been looked at yet.
    return this.#state === "forwarding" || hasProgramEvents(this.#options.directory);
  }

  async finish(patience: Patience): Promise<Delivery> {
    const { directory } = this.#options;
    this.release();
    if (!existsSync(directory)) {
      this.close();
      const problem = `its spool "${directory}" was deleted`;
      const nothing = { settled: null, delivered: false, handedOver: false, calls: null };
      return { ...nothing, ...this.#usedEdits(), problem, incomplete: true };
    }
    this.#isEnding = true;
    await this.#deliver(patience);
    const delivered = this.#isDelivered();
    const handedOver = !delivered && patience.handOverMs !== undefined && this.#socket !== null;
    if (delivered) {
      this.#send('{"type":"settle"}');
      await this.#until(() => this.#settled !== null, patience.settleMs);
    }
    const calls = [...this.#streams.values()].every((stream) => stream.isRead())
      ? this.#counts.total
      : null;
    const incomplete = isIncomplete(directory);
    const isOver = !hasWriters(directory) && this.#hasNothingNew();
    this.close();
    if (delivered && isOver) rmSync(directory, { recursive: true, force: true });
    const problem = this.#problem;
    const known = { delivered, problem, incomplete, handedOver, calls };
    return { settled: this.#settled, ...known, ...this.#usedEdits() };
  }

  #usedEdits(): Pick<Delivery, "usedEdits"> {
    return { usedEdits: this.#counts.usedEdits };
  }

  async #deliver({ deliverMs, handOverMs }: Patience): Promise<void> {
    const hasEnded = (): boolean =>
      this.#isDelivered() || this.#failuresAtEnd >= MOST_FAILURES_AT_END;
    if (handOverMs !== undefined) {
      await this.#until(hasEnded, handOverMs);
      if (this.#socket !== null) return;
    }
    await this.#until(hasEnded, deliverMs);
  }

  close(): void {
    this.#state = "closed";
    this.#watcher?.close();
    if (this.#poll !== null) clearInterval(this.#poll);
    this.#socket?.close();
    this.#socket = null;
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }

  async #connect(): Promise<void> {
    try {
      const socket = await this.#options.connect();
      if (this.#state === "closed") return socket.close();
      this.#problem = null;
      this.#adopt(socket);
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#reconnect();
    }
  }

  #adopt(socket: WebSocket): void {
    this.#socket = socket;
    for (const stream of this.#streams.values()) stream.rewind();
    socket.addEventListener("message", ({ data }) => this.#receive(String(data)));
    socket.addEventListener("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#reconnect();
    });
    this.#pump();
  }

  #reconnect(): void {
    if (this.#state === "closed") return;
    const delay = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)];
    this.#failures += 1;
    if (this.#isEnding) this.#failuresAtEnd += 1;
    this.#changed();
    setTimeout(() => {
      if (this.#state !== "closed") void this.#connect();
    }, delay);
  }

  #receive(text: string): void {
    // The server's own messages; its schema is checked where they are made.
    const message = JSON.parse(text) as RunnerServerMessage;
    if (message.type === "ack") {
      this.#failures = 0;
      this.#failuresAtEnd = 0;
      this.#streams.get(message.stream_id)?.acknowledge(message.seq);
    }
    if (message.type === "settled") {
      const { nodes, edges, calls } = message;
      this.#settled = { nodes, edges, calls };
    }
    if (message.type === "refused") this.#problem = message.message;
    this.#pump();
    this.#changed();
  }

  #lookSoon(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setTimeout(() => {
      this.#isLooking = false;
      this.#look();
    }, GATHER_MS);
  }

  /** The program's first event ends the holding back. */
  #look(): void {
    if (this.#state === "held" && hasProgramEvents(this.#options.directory)) this.release();
    else this.#pump();
  }

  #pump(): void {
    if (this.#state !== "forwarding") return;
    this.#introduce();
    this.#findStreams();
    while (this.#sendSome());
  }

  /**
   * One message of each stream. They are read in the order in which their processes began, and sent the
   * other way round: what a child did before its parent went on is there before that. But the run's
   * start goes out before all else.
   */
  #sendSome(): boolean {
    const socket = this.#socket;
    if (socket === null || socket.bufferedAmount > SOCKET_BUFFER) return false;
    const messages: string[] = [];
    const read = (stream: SpoolStream): void => {
      const message = stream.next();
      if (message === null) return;
      if (stream.streamId !== OWNER_STREAM || this.#started === socket) messages.push(message);
      else {
        this.#started = socket;
        socket.send(message);
      }
    };
    const known = new Set(this.#streams.keys());
    for (const stream of this.#streams.values()) read(stream);
    if (messages.length === 0) return false;
    // The first messages of a child that has just begun.
    this.#findStreams();
    for (const [id, stream] of this.#streams) if (!known.has(id)) read(stream);
    for (const message of messages.toReversed()) socket.send(message);
    return true;
  }

  #introduce(): void {
    if (this.#socket === null || this.#introduced === this.#socket) return;
    this.#introduced = this.#socket;
    const { environment } = this.#options;
    if (environment === undefined) return;
    const variables = definedOnly(environment());
    const message = { type: "environment", variables } satisfies RunnerClientMessage;
    this.#send(JSON.stringify(message));
  }

  #findStreams(): void {
    for (const streamId of streamIdsIn(this.#options.directory)) {
      if (this.#streams.has(streamId)) continue;
      const { directory } = this.#options;
      this.#streams.set(streamId, openSpoolStream(directory, streamId, this.#counts.add));
    }
  }

  #isDelivered(): boolean {
    return [...this.#streams.values()].every((stream) => stream.isDelivered());
  }

  /** Asked once nobody writes any more: a process that outlived the program may have written since. */
  #hasNothingNew(): boolean {
    this.#findStreams();
    return this.#isDelivered();
  }

  #send(text: string): void {
    this.#socket?.send(text);
  }

  async #until(condition: () => boolean, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    while (!condition()) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, Math.min(left, POLL_MS));
      this.#changed = resolve;
      await promise;
      clearTimeout(timer);
    }
    return true;
  }
}

/** The owner's first, then those of the processes, as far as their ids tell in the order of their start. */
function streamIdsIn(directory: string): string[] {
  const ids = namesIn(directory).flatMap((name) => {
    const found = parseSegmentName(name);
    return found === null || found.segment > 1 ? [] : [found.streamId];
  });
  return ids.sort((a, b) => rankOf(a) - rankOf(b));
}

/** Ids of processes grow. */
function rankOf(streamId: string): number {
  return streamId === OWNER_STREAM ? 0 : Number.parseInt(streamId, 10);
}

function definedOnly(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
