// Looks into the database without writing to it; a running server is not disturbed.
import { Database } from "bun:sqlite";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Check, type Finding, failed, ok, warning } from "#src/cli/doctor/check.ts";
import { formatBytes } from "#src/protocol/presentation/format.ts";
import { findWriteProblem } from "#src/config/write-problem.ts";
import { describeThrown } from "#src/errors.ts";
import { MIGRATIONS } from "#src/store/sqlite/migrate.ts";

/** Beyond this a full check takes minutes; the structure alone is checked then. */
const LARGEST_FULL_CHECK = 2 * 1024 * 1024 * 1024;

export const databaseCheck: Check = {
  name: "database",
  run({ directories: { database } }) {
    if (!existsSync(database)) return ok("made at the first recording");
    try {
      return inspect(database);
    } catch (error) {
      // A log beside the file can only be read where something can be written.
      const problem = findWriteProblem(dirname(database));
      if (problem !== null) {
        return warning(`${database} cannot be checked: ${problem.reason}`, problem.mend);
      }
      return damaged(database, describeThrown(error));
    }
  },
};

function inspect(path: string): Finding {
  const { size } = statSync(path);
  if (size === 0) return ok("empty");
  using database = new Database(path, { readonly: true });
  database.run("PRAGMA busy_timeout = 3000");
  const version = Number(first(database, "PRAGMA user_version"));
  const known = MIGRATIONS.length;
  if (version > known) {
    return failed(
      `${path} is of version ${version}, this ao knows up to ${known}`,
      "update ao, or set AO_HOME to another folder",
    );
  }
  if (size <= LARGEST_FULL_CHECK) {
    const problem = String(first(database, "PRAGMA quick_check(1)"));
    if (problem !== "ok") return damaged(path, problem);
  }
  return ok(`version ${version}, ${formatBytes(size)}, no damage found`);
}

function first(database: Database, statement: string): unknown {
  const row = database.query(statement).values()[0];
  return row?.[0];
}

function damaged(path: string, reason: string): Finding {
  return failed(
    `${path}: ${reason}`,
    `keep a copy, then: ao server stop; sqlite3 ${path} .recover | sqlite3 new.sqlite; or move it away to start afresh`,
  );
}
