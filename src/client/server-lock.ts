// The lock that makes the server the only one of its installation. The kernel holds it for the
// process and drops it when the process dies, however it dies; a pid file could not promise that.
// Runs in the server, and in the CLI to see whether one is there.
import { Database } from "bun:sqlite";
import { closeSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { homeUnusable } from "#src/config/home.ts";
import { isAoError } from "#src/errors.ts";

/**
 * The lock, or null while another process holds it. Not to be opened twice by one process.
 * @throws AoError `home_unusable` where no lock file can be made.
 */
export function tryLock(path: string): Disposable | null {
  let database: Database | undefined;
  try {
    // Made first, for SQLite would make it readable to all that the umask allows.
    closeSync(openSync(path, "a", 0o600));
    database = new Database(path);
    database.run("PRAGMA locking_mode = EXCLUSIVE");
    database.run("BEGIN EXCLUSIVE");
    const held = database;
    return { [Symbol.dispose]: () => held.close() };
  } catch (error) {
    database?.close();
    if (isBusy(error)) return null;
    throw homeUnusable(`Cannot lock "${path}"`, dirname(path), error);
  }
}

/** True while some process holds the lock; false also where no server could write. */
export function isLocked(path: string): boolean {
  try {
    const lock = tryLock(path);
    lock?.[Symbol.dispose]();
    return lock === null;
  } catch (error) {
    if (isAoError(error) && error.code === "home_unusable") return false;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^SQLITE_(BUSY|LOCKED)/.test(error.code)
  );
}
