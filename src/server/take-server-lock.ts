// Waits for the right to be the server. Runs in the server, before anything is opened.
import { findServer } from "#src/client/find-server.ts";
import type { Settings } from "#src/config/settings.ts";
import { AoError } from "#src/errors.ts";
import { tryLock } from "#src/client/server-lock.ts";

/** A server that stops holds the lock until its store is closed. */
const WAIT_MS = 10_000;
const PAUSE_MS = 50;

/**
 * The lock, or null where another server is there and well.
 * @throws AoError `conflict` where the lock is held by something that does not answer.
 */
export async function takeServerLock(settings: Settings): Promise<Disposable | null> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const lock = tryLock(settings.directories.serverLock);
    if (lock !== null) return lock;
    if ((await findServer(settings)) !== null) return null;
    if (Date.now() > deadline) throw lockHeld(settings.directories.serverLock);
    await Bun.sleep(PAUSE_MS);
  }
}

function lockHeld(path: string): AoError {
  return new AoError(
    "conflict",
    `Cannot start the server: another process holds "${path}" and does not answer`,
    { hint: "`ao server restart` ends a server that hangs" },
  );
}
