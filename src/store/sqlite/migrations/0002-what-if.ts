// Version 2: edits, re-runs, subruns, and what a program wrote. Never edited once released.
import type { Migration } from "./migration.ts";

const RUNS = `
ALTER TABLE runs ADD COLUMN subrun_of TEXT;
ALTER TABLE runs ADD COLUMN subrun_path TEXT;
ALTER TABLE runs ADD COLUMN name TEXT;
ALTER TABLE runs ADD COLUMN replay TEXT;
ALTER TABLE runs ADD COLUMN environment_names TEXT;
ALTER TABLE runs ADD COLUMN cache_erased INTEGER NOT NULL DEFAULT 0;
CREATE INDEX runs_by_container ON runs (subrun_of) WHERE subrun_of IS NOT NULL;
CREATE INDEX runs_by_path ON runs (session_id, subrun_path) WHERE subrun_path IS NOT NULL;
CREATE INDEX runs_by_parent ON runs (parent_run_id) WHERE parent_run_id IS NOT NULL;`;

const NODES = `
ALTER TABLE nodes ADD COLUMN process TEXT NOT NULL DEFAULT '0';
ALTER TABLE nodes ADD COLUMN asked_body INTEGER REFERENCES bodies (id);
ALTER TABLE nodes ADD COLUMN served_run TEXT;
ALTER TABLE nodes ADD COLUMN served_node INTEGER;
ALTER TABLE nodes ADD COLUMN miss TEXT;
CREATE INDEX nodes_by_asked ON nodes (asked_body) WHERE asked_body IS NOT NULL;
CREATE INDEX nodes_by_edit ON nodes (run_id, number) WHERE edited IS NOT NULL;`;

// A body of NULL puts the original back where a run has an edit from its parent.
const EDITS = `
CREATE TABLE edits (
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  side TEXT NOT NULL,
  body INTEGER REFERENCES bodies (id),
  created_at REAL NOT NULL,
  UNIQUE (run_id, number)
) STRICT;
CREATE INDEX edits_by_body ON edits (body) WHERE body IS NOT NULL;`;

const WRITTEN = `
CREATE TABLE program_output (
  ordinal INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  process TEXT NOT NULL,
  stream TEXT NOT NULL,
  at REAL NOT NULL,
  text TEXT NOT NULL,
  truncated INTEGER NOT NULL,
  total INTEGER NOT NULL
) STRICT;
CREATE INDEX program_output_by_run ON program_output (run_id, ordinal);
CREATE TABLE program_log (
  ordinal INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  at REAL NOT NULL,
  entry TEXT NOT NULL,
  success INTEGER
) STRICT;
CREATE INDEX program_log_by_run ON program_log (run_id, ordinal);
CREATE TABLE clock_readings (
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  process TEXT NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (run_id, process)
) STRICT;`;

/** Edits, the relation of runs to each other, and what a program wrote. */
export const whatIfMigration: Migration = {
  version: 2,
  sql: [RUNS, NODES, EDITS, WRITTEN].join("\n"),
};
