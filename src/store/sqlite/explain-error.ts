// Turns what SQLite reports into errors that say what to do. Result codes: sqlite.org/rescode.html.
import { AoError, describeThrown } from "#src/errors.ts";

const DAMAGED = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB"]);
const UNUSABLE = new Set([
  "SQLITE_READONLY",
  "SQLITE_CANTOPEN",
  "SQLITE_PERM",
  "SQLITE_AUTH",
  "SQLITE_IOERR",
]);

/** An AoError where a person must act, else the error as it is. */
export function explainSqliteError(error: unknown, path: string): unknown {
  const code = primaryCode(error);
  if (code === null) return error;
  if (DAMAGED.has(code)) return damagedStore(path, describeThrown(error), error);
  if (code === "SQLITE_FULL") {
    return new AoError("home_unusable", `Cannot write "${path}": the disk is full`, {
      hint: "free some space; what was recorded so far is kept",
      cause: error,
    });
  }
  if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED") {
    return new AoError("server_unavailable", `Cannot use "${path}": another process holds it`, {
      hint: "stop the other process, or set AO_HOME to another directory",
      cause: error,
    });
  }
  if (UNUSABLE.has(code)) {
    return new AoError("home_unusable", `Cannot use "${path}": ${describeThrown(error)}`, {
      hint: "check the permissions of the directory and the disk, or set AO_HOME",
      cause: error,
    });
  }
  return error;
}

/** The error for a database file that cannot be read; the file stays as it is. */
export function damagedStore(path: string, why: string, cause?: unknown): AoError {
  return new AoError("store_damaged", `Cannot read "${path}": the database is damaged: ${why}`, {
    hint: "the file is kept as it is; move it away to start with an empty one, or put a backup in its place",
    cause,
  });
}

/** `SQLITE_IOERR` of `SQLITE_IOERR_WRITE`; null for what does not come from SQLite. */
function primaryCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== "SQLiteError") return null;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string") return null;
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? null;
}
