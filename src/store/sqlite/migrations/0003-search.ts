// Version 3: what is found by its text. Never edited once released.
import type { Migration } from "./migration.ts";

// Each distinct text of a session once, with the place where it was first seen. The index holds no
// text, only which groups of three characters each one has (2 to 3 % of its size, where one with
// positions takes twice the text): it names candidates, which are read from their bodies to be sure.
const TEXTS = `
ALTER TABLE runs ADD COLUMN indexed_order INTEGER NOT NULL DEFAULT 0;
CREATE INDEX runs_unindexed ON runs (number) WHERE indexed_order < event_order;
CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  run INTEGER NOT NULL,
  node INTEGER NOT NULL,
  side TEXT NOT NULL,
  path TEXT NOT NULL,
  start INTEGER NOT NULL,
  size INTEGER NOT NULL,
  UNIQUE (session, hash)
) STRICT;
CREATE INDEX texts_by_run ON texts (run);
CREATE VIRTUAL TABLE text_index USING fts5(
  text, content='', contentless_delete=1, detail=none, tokenize='trigram');`;

/** Finding calls by what was said in them. */
export const searchMigration: Migration = { version: 3, sql: TEXTS };
