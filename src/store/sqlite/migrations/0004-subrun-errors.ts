// Version 4: what the function of a subrun threw. Never edited once released.
import type { Migration } from "./migration.ts";

/** One text: the error's name and message. */
export const subrunErrorMigration: Migration = {
  version: 4,
  sql: "ALTER TABLE runs ADD COLUMN error TEXT;",
};
