// The server process: `ao server run`. Takes the lock, opens the store, listens, and ends in order.
// Everything acknowledged is in the store before it exits.
import { createHome } from "#src/config/home.ts";
import { assertHostAllowed } from "#src/config/host.ts";
import { type ServerFile, serverUrl } from "#src/config/server-file.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";
import { describeThrown } from "#src/errors.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { createLoginCodes, serverAddress } from "#src/server/access.ts";
import { Lifecycle } from "#src/server/lifecycle.ts";
import type { Listeners } from "#src/server/listen.ts";
import { type LogFile, openLogFile } from "#src/server/log.ts";
import { publishServer, unpublishServer } from "#src/server/publish-server.ts";
import type { ServerContext } from "#src/server/server-context.ts";
import { SpoolCollector } from "#src/server/spool-collector.ts";
import { createRerunStarter } from "#src/server/start-rerun.ts";
import { takeServerLock } from "#src/server/take-server-lock.ts";
import { watchHome } from "#src/server/watch-home.ts";
import { watchProcess } from "#src/server/watch-process.ts";
import { VERSION } from "#src/version.ts";

/** How long answers under way may take when the server stops. */
const GRACE_MS = 3000;

/** A large backlog is taken up further while the server already answers. */
const FIRST_COLLECTION_MS = 3000;

export interface RunServerOptions {
  /** Opens the runs over the store of `settings`. */
  readonly openRuns: (settings: Settings, log: LogFile) => Promise<RunService>;
  /** Told when the server answers. */
  readonly onListening?: (url: string) => Promise<void>;
  /** What the server calls itself; the build's version unless told. */
  readonly version?: string;
}

/**
 * Is the server until somebody stops it; resolves to the exit code. Returns at once with 0 where
 * another server of this installation is well.
 * @throws AoError where it cannot start.
 */
export async function runServer(settings: Settings, options: RunServerOptions): Promise<number> {
  assertHostAllowed(settings);
  createHome(settings.directories);
  using log = openLogFile(settings.directories.serverLog, { level: settings.logLevel });
  try {
    using lock = await takeServerLock(settings);
    if (lock === null) {
      log.debug("not started: another server is running");
      return 0;
    }
    return await serve(settings, options, log);
  } catch (error) {
    log.error("server not started", { reason: describeThrown(error) });
    throw error;
  }
}

async function serve(settings: Settings, options: RunServerOptions, log: LogFile): Promise<number> {
  // The routes load while the store opens.
  const routes = import("#src/server/listen.ts");
  const contexts = import("#src/server/server-context.ts");
  const runs = await options.openRuns(settings, log);
  try {
    const { createServerContext } = await contexts;
    const context = createServerContext(serverParts(settings, options, { runs, log }));
    // Whoever finds this server is to find what lay in the spool, too.
    await Promise.race([context.collector.start(), Bun.sleep(FIRST_COLLECTION_MS)]);
    const listeners = (await routes).listen(context, settings);
    const published = announce(settings, context, listeners);
    using watches = new DisposableStack();
    watches.use(watchHome(context, settings.directories, published));
    const watch = watches.use(watchProcess(context, settings.idleTimeout));
    await options.onListening?.(serverUrl(listeners));
    const reason = await context.lifecycle.whenStopRequested();
    log.info("server stopping", { reason });
    await stopServing(settings, context, listeners);
    return watch.exitCode();
  } finally {
    // Flushes what is still to be written and checkpoints the store.
    await runs[Symbol.asyncDispose]();
    log.info("server stopped");
  }
}

function serverParts(
  settings: Settings,
  options: RunServerOptions,
  opened: { readonly runs: RunService; readonly log: LogFile },
): Omit<ServerContext, "deltas" | "runners"> {
  const { runs, log } = opened;
  return {
    runs,
    directories: settings.directories,
    reruns: createRerunStarter({ runs, directories: settings.directories }),
    log,
    access: {
      token: loadToken(settings),
      address: serverAddress(settings.port),
      logins: createLoginCodes(),
    },
    identity: {
      version: options.version ?? VERSION,
      instance: crypto.randomUUID(),
      pid: process.pid,
      startedAt: new Date(),
    },
    lifecycle: new Lifecycle(),
    collector: new SpoolCollector(runs, settings.directories.spool, log),
  };
}

function announce(settings: Settings, context: ServerContext, listeners: Listeners): ServerFile {
  const { version, instance, pid, startedAt } = context.identity;
  const { host, port } = listeners;
  const started_at = startedAt.toISOString();
  const server: ServerFile = { pid, host, port, version, instance, started_at };
  publishServer(settings.directories.serverFile, server);
  context.log.info("server started", { version, pid, host, port });
  return server;
}

async function stopServing(
  settings: Settings,
  context: ServerContext,
  listeners: Listeners,
): Promise<void> {
  // First, so that from now on clients start a new server, which waits for the lock.
  unpublishServer(settings.directories.serverFile, context.identity.instance);
  await context.collector.stop();
  await context.runners.close();
  context.deltas.close();
  await listeners.stop(GRACE_MS);
}
