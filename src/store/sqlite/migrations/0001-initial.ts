// Version 1 of the schema. Never edited once released: a change is a new migration.
import type { Migration } from "./migration.ts";

const SESSIONS = `
CREATE TABLE sessions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  user_id TEXT,
  created_at REAL NOT NULL,
  last_activity REAL NOT NULL,
  last_started REAL NOT NULL,
  config TEXT NOT NULL,
  metadata TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_name ON sessions (name, number);
CREATE INDEX sessions_by_start ON sessions (last_started);`;

const RUNS = `
CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL UNIQUE,
  session_id TEXT NOT NULL REFERENCES sessions (session_id) ON DELETE CASCADE,
  parent_run_id TEXT,
  status TEXT NOT NULL,
  command TEXT NOT NULL,
  pid INTEGER NOT NULL,
  ao_version TEXT NOT NULL,
  seed TEXT,
  version TEXT,
  started_at REAL NOT NULL,
  ended_at REAL,
  duration_ms REAL,
  exit_code INTEGER,
  signal TEXT,
  label TEXT,
  note TEXT,
  result TEXT,
  colour TEXT,
  nodes INTEGER NOT NULL DEFAULT 0,
  edges INTEGER NOT NULL DEFAULT 0,
  tokens_input REAL NOT NULL DEFAULT 0,
  tokens_output REAL NOT NULL DEFAULT 0,
  tokens_cached REAL NOT NULL DEFAULT 0,
  cost_usd REAL,
  size_bytes INTEGER NOT NULL DEFAULT 0,
  event_order INTEGER NOT NULL DEFAULT 0,
  matched_order INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_by_session ON runs (session_id, number);
CREATE INDEX runs_unfinished ON runs (number)
  WHERE status = 'running' OR matched_order < event_order;
CREATE TABLE streams (
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  stream_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (run_id, stream_id)
) STRICT, WITHOUT ROWID;`;

const NODES = `
CREATE TABLE nodes (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  call_id TEXT,
  engine_key TEXT,
  operation TEXT,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT,
  status TEXT NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  started_at REAL NOT NULL,
  duration_ms REAL,
  first_byte_ms REAL,
  tokens_input REAL,
  tokens_output REAL,
  tokens_cached REAL,
  cost_usd REAL,
  location TEXT,
  error TEXT,
  edited TEXT,
  input_hash TEXT,
  occurrence INTEGER NOT NULL,
  retry_of INTEGER,
  streamed INTEGER NOT NULL,
  url TEXT,
  http_status INTEGER,
  preview TEXT NOT NULL,
  request_body INTEGER REFERENCES bodies (id),
  request_type TEXT,
  response_body INTEGER REFERENCES bodies (id),
  response_type TEXT,
  input_body INTEGER REFERENCES bodies (id),
  input_format TEXT,
  output_body INTEGER REFERENCES bodies (id),
  output_format TEXT,
  input_order INTEGER,
  output_order INTEGER,
  stack TEXT,
  UNIQUE (run_id, number)
) STRICT;
CREATE UNIQUE INDEX nodes_by_call ON nodes (run_id, call_id) WHERE call_id IS NOT NULL;
CREATE UNIQUE INDEX nodes_by_engine_key ON nodes (run_id, engine_key) WHERE engine_key IS NOT NULL;
CREATE INDEX nodes_by_hash ON nodes (run_id, input_hash, number) WHERE input_hash IS NOT NULL;
CREATE INDEX nodes_running ON nodes (run_id) WHERE status = 'running';
CREATE INDEX nodes_by_input_order ON nodes (run_id, input_order) WHERE input_order IS NOT NULL;
CREATE INDEX nodes_by_output_order ON nodes (run_id, output_order) WHERE output_order IS NOT NULL;
CREATE INDEX nodes_by_request ON nodes (request_body) WHERE request_body IS NOT NULL;
CREATE INDEX nodes_by_response ON nodes (response_body) WHERE response_body IS NOT NULL;
CREATE INDEX nodes_by_input ON nodes (input_body) WHERE input_body IS NOT NULL;
CREATE INDEX nodes_by_output ON nodes (output_body) WHERE output_body IS NOT NULL;
CREATE TABLE stream_parts (
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  ordinal INTEGER PRIMARY KEY,
  parts TEXT NOT NULL
) STRICT;
CREATE INDEX stream_parts_by_node ON stream_parts (run_id, number, ordinal);
CREATE TABLE arrivals (
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  list BLOB NOT NULL,
  UNIQUE (run_id, number)
) STRICT;
CREATE TABLE attachments (
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  side TEXT NOT NULL,
  path TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX attachments_by_node ON attachments (run_id, number);
CREATE INDEX attachments_by_hash ON attachments (sha256);
CREATE TABLE edges (
  run_id TEXT NOT NULL REFERENCES runs (run_id) ON DELETE CASCADE,
  source INTEGER NOT NULL,
  target INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  UNIQUE (run_id, source, target)
) STRICT;
CREATE INDEX edges_by_target ON edges (run_id, target);`;

const BODIES = `
CREATE TABLE bodies (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  codec INTEGER NOT NULL,
  chunk_ids BLOB,
  data BLOB,
  CHECK ((chunk_ids IS NULL) <> (data IS NULL))
) STRICT;
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  codec INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;`;

const DELTAS = `
CREATE TABLE deltas (
  seq INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL,
  run_id TEXT,
  type TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX deltas_by_session ON deltas (session_id, seq);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES ('delta_last', 0), ('delta_pruned', 0);`;

/** Sessions, runs, nodes, edges, bodies and deltas. */
export const initialMigration: Migration = {
  version: 1,
  sql: [SESSIONS, RUNS, BODIES, NODES, DELTAS].join("\n"),
};
