// Signals, idling and errors nobody caught: what ends the server from outside its routes.
import { describeThrown } from "#src/errors.ts";
import type { ServerContext } from "#src/server/server-context.ts";

interface ProcessWatch extends Disposable {
  /** 0 for an orderly end, 1 where an error nobody caught was the reason. */
  exitCode(): number;
}

/** @param idleTimeout seconds with nothing connected until the server stops; 0 is never */
export function watchProcess(context: ServerContext, idleTimeout: number): ProcessWatch {
  const { lifecycle, log } = context;
  let exitCode = 0;
  const handlers = {
    SIGINT: () => {
      // A person who asks twice does not want to wait; nothing acknowledged is lost by it.
      if (lifecycle.state === "stopping") process.kill(process.pid, "SIGKILL");
      lifecycle.requestStop("SIGINT");
    },
    SIGTERM: () => lifecycle.requestStop("SIGTERM"),
    // The server outlives the terminal it was started from.
    SIGHUP: () => log.debug("SIGHUP ignored"),
    unhandledRejection: (thrown: unknown) => logUncaught("promise rejected", thrown),
    uncaughtException: (thrown: unknown) => {
      logUncaught("error nobody caught", thrown);
      exitCode = 1;
      lifecycle.requestStop("an error nobody caught");
    },
  };
  const logUncaught = (message: string, thrown: unknown): void => {
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    log.error(message, { error: stack ?? describeThrown(thrown) });
  };
  for (const [name, handler] of Object.entries(handlers)) process.on(name, handler);
  const timer = idleTimeout > 0 ? startIdleTimer(context, idleTimeout * 1000) : undefined;
  return {
    exitCode: () => exitCode,
    [Symbol.dispose]() {
      clearInterval(timer);
      for (const [name, handler] of Object.entries(handlers)) process.off(name, handler);
    },
  };
}

function startIdleTimer(context: ServerContext, idleMs: number) {
  const { lifecycle, collector } = context;
  const timer = setInterval(
    () => {
      const isIdle = lifecycle.idleFor() >= idleMs && !collector.isCollecting;
      if (isIdle) lifecycle.requestStop(`nothing connected for ${idleMs / 1000} s`);
    },
    Math.min(Math.max(idleMs / 4, 50), 15_000),
  );
  timer.unref();
  return timer;
}
