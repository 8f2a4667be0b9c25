// Everything the routes and sockets of one server work with; made once, passed to createApp.
import type { Directories } from "#src/config/directories.ts";
import type { RunService } from "#src/runs/run-service.ts";
import type { RerunStarter } from "#src/server/start-rerun.ts";
import type { Access } from "#src/server/access.ts";
import type { Lifecycle } from "#src/server/lifecycle.ts";
import type { Logger } from "#src/config/logger.ts";
import { DeltaHub } from "#src/server/sockets/delta-hub.ts";
import { RunnerConnections } from "#src/server/sockets/runner-connections.ts";
import type { SpoolCollector } from "#src/server/spool-collector.ts";

/** Who this server is. */
export interface ServerIdentity {
  readonly version: string;
  /** Random per start. */
  readonly instance: string;
  readonly pid: number;
  readonly startedAt: Date;
}

export interface ServerContext {
  readonly runs: RunService;
  readonly directories: Directories;
  readonly reruns: RerunStarter;
  readonly access: Access;
  readonly identity: ServerIdentity;
  readonly lifecycle: Lifecycle;
  readonly collector: SpoolCollector;
  readonly log: Logger;
  readonly deltas: DeltaHub;
  readonly runners: RunnerConnections;
}

/** Adds the connections' registries to what the server was started with. */
export function createServerContext(
  parts: Omit<ServerContext, "deltas" | "runners">,
): ServerContext {
  const { runs, log, collector } = parts;
  return {
    ...parts,
    deltas: new DeltaHub(runs, log),
    runners: new RunnerConnections({ runs, log, onLostRun: () => collector.soon() }),
  };
}
