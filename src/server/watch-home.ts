// What to do when somebody deletes the server's files under it. Runs in the server.
import { statSync } from "node:fs";
import type { Logger } from "#src/config/logger.ts";
import type { Directories } from "#src/config/directories.ts";
import { readServerFile, type ServerFile } from "#src/config/server-file.ts";
import { describeThrown } from "#src/errors.ts";
import { publishServer } from "#src/server/publish-server.ts";
import type { ServerContext } from "#src/server/server-context.ts";

const INTERVAL_MS = 2000;

/**
 * Looks every two seconds. Without its server.json nobody would find the server while it still holds
 * the lock, so it is written anew; without its home the server has no place to store and stops.
 */
export function watchHome(
  context: ServerContext,
  directories: Directories,
  server: ServerFile,
  intervalMs = INTERVAL_MS,
): Disposable {
  const { lifecycle, log } = context;
  const inode = inodeOf(directories.serverLock);
  const timer = setInterval(() => {
    if (lifecycle.state === "stopping") return;
    if (inodeOf(directories.serverLock) !== inode) lifecycle.requestStop("its home is gone");
    else if (readServerFile(directories.serverFile)?.instance !== server.instance) {
      publishAgain(log, directories.serverFile, server);
    }
  }, intervalMs);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function publishAgain(log: Logger, path: string, server: ServerFile): void {
  try {
    publishServer(path, server);
    log.warn("server.json was gone or another's: written anew");
  } catch (error) {
    // A full disk may have room again the next time.
    log.error("server.json cannot be written", { error: describeThrown(error) });
  }
}

function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}
