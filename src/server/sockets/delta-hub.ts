// Hands every delta of the runs to every connection of `/ws`. Runs in the server, one per process.
// Listens only while there is a connection: the text of running streams is made for listeners alone.
import type { RunService } from "#src/runs/run-service.ts";
import type { Logger } from "#src/config/logger.ts";
import { CLOSE, type SocketSender } from "#src/server/sockets/sender.ts";
import { Subscriber } from "#src/server/sockets/subscriber.ts";

export class DeltaHub {
  readonly #runs: RunService;
  readonly #log: Logger;
  readonly #connections = new Map<Subscriber, SocketSender>();
  #unsubscribe: (() => void) | null = null;

  constructor(runs: RunService, log: Logger) {
    this.#runs = runs;
    this.#log = log;
  }

  connect(sender: SocketSender): Subscriber {
    const subscriber = new Subscriber(this.#runs, sender, this.#log);
    this.#connections.set(subscriber, sender);
    this.#unsubscribe ??= this.#listen();
    return subscriber;
  }

  disconnect(subscriber: Subscriber): void {
    subscriber.closed();
    this.#connections.delete(subscriber);
    if (this.#connections.size === 0) this.#stopListening();
  }

  /** Says goodbye to every client; they may come back to the next server. */
  close(): void {
    this.#stopListening();
    for (const sender of this.#connections.values()) {
      sender.close(CLOSE.goingAway, "the server stops");
    }
  }

  #listen(): () => void {
    return this.#runs.subscribe((delta) => {
      const text = JSON.stringify(delta);
      for (const subscriber of this.#connections.keys()) subscriber.offer(delta, text);
    });
  }

  #stopListening(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }
}
