// Version 5: the HTTP method of a call. Never edited once released.
import type { Migration } from "./migration.ts";

/** A part of the identity of the user's own kinds of call; null for what was recorded before. */
export const methodMigration: Migration = {
  version: 5,
  sql: "ALTER TABLE nodes ADD COLUMN method TEXT;",
};
