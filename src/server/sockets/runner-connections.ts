// All connections of `/runner`, so that the server can finish what they sent before it stops.
// Runs in the server, one per process.
import type { RunService } from "#src/runs/run-service.ts";
import type { Logger } from "#src/config/logger.ts";
import { RunnerConnection } from "#src/server/sockets/runner-connection.ts";
import { CLOSE, type SocketSender } from "#src/server/sockets/sender.ts";

interface RunnerConnectionsOptions {
  readonly runs: RunService;
  readonly log: Logger;
  /** A connection ended before its run did: the process may be dead. */
  readonly onLostRun: () => void;
}

export class RunnerConnections {
  readonly #options: RunnerConnectionsOptions;
  readonly #connections = new Map<RunnerConnection, SocketSender>();
  /** Work of connections that have gone but whose events are still being stored. */
  readonly #leaving = new Set<Promise<void>>();

  constructor(options: RunnerConnectionsOptions) {
    this.#options = options;
  }

  connect(runId: string, sender: SocketSender): RunnerConnection {
    const { runs, log } = this.#options;
    const connection = new RunnerConnection({ runs, runId, sender, log });
    this.#connections.set(connection, sender);
    return connection;
  }

  disconnect(connection: RunnerConnection): void {
    this.#connections.delete(connection);
    const leaving = this.#leave(connection);
    this.#leaving.add(leaving);
    void leaving.finally(() => this.#leaving.delete(leaving));
  }

  async #leave(connection: RunnerConnection): Promise<void> {
    await connection.finish();
    if (!connection.hasEnded) this.#options.onLostRun();
  }

  /** Stores what has arrived, then closes every connection; runners go on with their spool. */
  async close(): Promise<void> {
    const open = [...this.#connections.keys()].map((connection) => connection.finish());
    await Promise.all([...open, ...this.#leaving]);
    for (const sender of this.#connections.values()) {
      sender.close(CLOSE.goingAway, "the server stops");
    }
  }
}
