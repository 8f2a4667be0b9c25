// Whether the server is running, idle or stopping. Runs in the server; one per process.

export type LifecycleState = "running" | "stopping";

/** Counts what keeps a server alive and takes the wish to stop. */
export class Lifecycle {
  state: LifecycleState = "running";
  #sockets = 0;
  #lastActivity: number;
  readonly #now: () => number;
  readonly #stopped = Promise.withResolvers<string>();

  /** @param now milliseconds; only differences count, so a clock that is set does not matter */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#lastActivity = now();
  }

  /** Something happened: a request came, a piece of an answer went out. */
  touch(): void {
    this.#lastActivity = this.#now();
  }

  /** Connected sockets. */
  get sockets(): number {
    return this.#sockets;
  }

  socketOpened(): void {
    this.#sockets += 1;
    this.touch();
  }

  socketClosed(): void {
    this.#sockets -= 1;
    this.touch();
  }

  /** Milliseconds with no request and nothing connected. */
  idleFor(): number {
    return this.#sockets > 0 ? 0 : this.#now() - this.#lastActivity;
  }

  /** Starts the end; from now on requests are answered with 503. The first reason counts. */
  requestStop(reason: string): void {
    this.state = "stopping";
    this.#stopped.resolve(reason);
  }

  /** Resolves to the reason when somebody wants the server to stop. */
  whenStopRequested(): Promise<string> {
    return this.#stopped.promise;
  }
}
