// Brings a database to the schema this version of ao works with. Each step is one transaction, so a
// kill leaves the version before or the version after, nothing between.
import { AoError } from "#src/errors.ts";
import type { Connection } from "./connection.ts";
import { initialMigration } from "./migrations/0001-initial.ts";
import { whatIfMigration } from "./migrations/0002-what-if.ts";
import { searchMigration } from "./migrations/0003-search.ts";
import { subrunErrorMigration } from "./migrations/0004-subrun-errors.ts";
import { methodMigration } from "./migrations/0005-methods.ts";
import type { Migration } from "./migrations/migration.ts";

/** In order; versions count from 1 without gaps. */
export const MIGRATIONS: readonly Migration[] = [
  initialMigration,
  whatIfMigration,
  searchMigration,
  subrunErrorMigration,
  methodMigration,
];

/** Applies what is missing. @throws AoError `store_newer` for a file of a later ao. */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    if (schemaVersion(connection) >= migration.version) continue;
    connection.execute("BEGIN IMMEDIATE");
    try {
      // Asked again, now that nobody else can migrate.
      if (schemaVersion(connection) < migration.version) {
        connection.execute(migration.sql);
        connection.execute(`PRAGMA user_version = ${migration.version}`);
      }
      connection.execute("COMMIT");
    } catch (error) {
      if (connection.inTransaction) connection.execute("ROLLBACK");
      throw error;
    }
  }
}

/** The version of the schema in the file; 0 for an empty one. */
export function schemaVersion(connection: Connection): number {
  return connection.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
}

/** The error for a file of a later ao, which this one must not touch. */
export function newerStore(path: string, found: number, known: number): AoError {
  return new AoError(
    "store_newer",
    `Cannot open "${path}": it is of version ${found}, this ao knows up to ${known}`,
    { hint: "update ao, or set AO_HOME to another directory; the file is kept as it is" },
  );
}
