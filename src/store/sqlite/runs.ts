// Table `runs`: one execution each, with sums over its nodes that are kept up to date as they end.
import type { Run } from "#src/protocol/session.ts";
import type { NewRun, RunRecord, UsageChange } from "#src/store/records.ts";
import type { RunReader, RunWriter } from "#src/store/store.ts";
import type { Connection, SqlValue } from "./connection.ts";
import { deleteRuns } from "./delete-runs.ts";

interface RunRow extends Omit<
  Run,
  "command" | "path" | "started_at" | "ended_at" | "tokens" | "replay"
> {
  readonly command: string;
  readonly pid: number;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly tokens_input: number;
  readonly tokens_output: number;
  readonly tokens_cached: number;
  readonly size_bytes: number;
  readonly event_order: number;
  readonly matched_order: number;
  readonly indexed_order: number;
  readonly subrun_path: string | null;
  readonly replay: string | null;
  readonly environment_names: string | null;
  readonly cache_erased: number;
}

/** In force are a run's own edits, and those that it was made with and that no own one replaces. */
const SELECT = `SELECT *,
  (SELECT count(*) FROM edits e WHERE e.run_id = runs.run_id AND e.body IS NOT NULL)
  + (SELECT count(*) FROM nodes n WHERE n.run_id = runs.run_id AND n.edited IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM edits e WHERE e.run_id = n.run_id AND e.number = n.number))
  AS edits FROM runs`;

export function runTable(connection: Connection): RunWriter {
  return { ...runReader(connection), ...runWriter(connection) };
}

function runReader(connection: Connection): RunReader {
  const all = (rest: string, ...values: SqlValue[]): RunRecord[] =>
    connection.all<RunRow>(`${SELECT} ${rest}`, ...values).map(toRecord);
  const one = (rest: string, ...values: SqlValue[]): RunRecord | null =>
    all(`${rest} LIMIT 1`, ...values)[0] ?? null;
  return {
    get: async (runId) => one("WHERE run_id = ?", runId),
    latest: async () => one("WHERE subrun_of IS NULL ORDER BY number DESC")?.run ?? null,
    latestOf: async (sessionId) =>
      one("WHERE session_id = ? AND subrun_of IS NULL ORDER BY number DESC", sessionId)?.run ??
      null,
    async withPrefix(prefix, limit) {
      const rest = "WHERE run_id >= ?1 AND run_id < ?1 || '~' ORDER BY number DESC LIMIT ?2";
      return all(rest, prefix, limit).map((record) => record.run);
    },
    listOf: async (sessionId) => all("WHERE session_id = ? ORDER BY number DESC", sessionId),
    subrunsOf: async (runId) =>
      all(
        `WHERE run_id IN (
           WITH RECURSIVE inside (id) AS (
             SELECT run_id FROM runs WHERE subrun_of = ?
             UNION SELECT r.run_id FROM runs r JOIN inside ON r.subrun_of = inside.id
           ) SELECT id FROM inside) ORDER BY number`,
        runId,
      ),
    atPath: async (sessionId, path) =>
      all("WHERE session_id = ? AND subrun_path = ? ORDER BY number", sessionId, path),
    unfinished: async () =>
      all(`WHERE status = 'running' OR matched_order < event_order
        OR run_id IN (SELECT run_id FROM nodes WHERE status = 'running') ORDER BY number`),
    unindexed: async () => all("WHERE indexed_order < event_order ORDER BY number"),
  };
}

function runWriter(connection: Connection): Omit<RunWriter, keyof RunReader> {
  return {
    insert: async (run) => insertRun(connection, run),
    async complete(run) {
      connection.run(
        `UPDATE runs SET parent_run_id = ?, command = ?, pid = ?, started_at = ?, ao_version = ?,
         seed = ?, environment_names = ?, replay = ? WHERE run_id = ?`,
        run.parentRunId,
        JSON.stringify(run.command),
        run.pid,
        run.startedAt,
        run.aoVersion,
        run.seed,
        JSON.stringify(run.environmentNames),
        run.replay === null ? null : JSON.stringify(run.replay),
        run.runId,
      );
    },
    async end(runId, ending) {
      connection.run(
        `UPDATE runs SET status = ?, ended_at = ?, duration_ms = ?, exit_code = ?, signal = ?,
           error = ? WHERE run_id = ?`,
        ending.status,
        ending.endedAt,
        ending.durationMs,
        ending.exitCode,
        ending.signal,
        ending.error ?? null,
        runId,
      );
    },
    async patch(runId, patch) {
      for (const column of ["label", "note", "result", "colour"] as const) {
        const value = patch[column];
        if (value === undefined) continue;
        connection.run(`UPDATE runs SET ${column} = ? WHERE run_id = ?`, value, runId);
      }
    },
    async eraseCache(runId) {
      connection.run("UPDATE runs SET cache_erased = 1 WHERE run_id = ?", runId);
    },
    addUsage: async (runId, change) => addUsage(connection, runId, change),
    async nextOrder(runId) {
      const row = connection.get<{ event_order: number }>(
        "UPDATE runs SET event_order = event_order + 1 WHERE run_id = ? RETURNING event_order",
        runId,
      );
      if (row === null) throw new Error(`no run ${runId}`);
      return row.event_order;
    },
    async setMatched(runId, order) {
      connection.run("UPDATE runs SET matched_order = ? WHERE run_id = ?", order, runId);
    },
    async setIndexed(runId, order) {
      connection.run("UPDATE runs SET indexed_order = ? WHERE run_id = ?", order, runId);
    },
    delete: async (runIds) => deleteRuns(connection, runIds),
  };
}

function addUsage(connection: Connection, runId: string, change: UsageChange): void {
  connection.run(
    `UPDATE runs SET nodes = nodes + ?, edges = edges + ?, tokens_input = tokens_input + ?,
         tokens_output = tokens_output + ?, tokens_cached = tokens_cached + ?,
         cost_usd = CASE WHEN ?6 IS NULL THEN cost_usd ELSE ifnull(cost_usd, 0) + ?6 END,
         size_bytes = size_bytes + ?7 WHERE run_id = ?8`,
    change.nodes ?? 0,
    change.edges ?? 0,
    change.tokens?.input ?? 0,
    change.tokens?.output ?? 0,
    change.tokens?.cached ?? 0,
    change.cost ?? null,
    change.bytes ?? 0,
    runId,
  );
}

function insertRun(connection: Connection, run: NewRun): void {
  connection.run(
    `INSERT INTO runs (run_id, session_id, parent_run_id, status, command, pid, ao_version, seed,
       started_at, environment_names, replay, subrun_of, subrun_path, name)
     VALUES (?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    run.runId,
    run.sessionId,
    run.parentRunId,
    JSON.stringify(run.command),
    run.pid,
    run.aoVersion,
    run.seed,
    run.startedAt,
    JSON.stringify(run.environmentNames),
    run.replay === null ? null : JSON.stringify(run.replay),
    run.subrun?.of ?? null,
    run.subrun?.path ?? null,
    run.subrun?.name ?? null,
  );
  connection.run(
    `UPDATE sessions SET last_started = max(last_started, ?1), last_activity = max(last_activity, ?1)
     WHERE session_id = ?2`,
    run.startedAt,
    run.sessionId,
  );
}

function toRecord(row: RunRow): RunRecord {
  return {
    run: toRun(row),
    environmentNames: JSON.parse(row.environment_names ?? "[]") as string[],
    // Version 1 of the schema did not have the column, and no later one leaves it empty.
    hasOldHashes: row.environment_names === null,
    subrunPath: row.subrun_path ?? "",
    cacheErased: row.cache_erased !== 0,
    pid: row.pid,
    startedAt: row.started_at,
    eventOrder: row.event_order,
    matchedOrder: row.matched_order,
    indexedOrder: row.indexed_order,
    sizeBytes: row.size_bytes,
  };
}

function toRun(row: RunRow): Run {
  return {
    run_id: row.run_id,
    session_id: row.session_id,
    parent_run_id: row.parent_run_id,
    subrun_of: row.subrun_of,
    name: row.name,
    path: row.subrun_path,
    status: row.status,
    command: JSON.parse(row.command) as Run["command"], // Written by this file alone.
    started_at: new Date(row.started_at).toISOString(),
    ended_at: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
    duration_ms: row.duration_ms,
    exit_code: row.exit_code,
    signal: row.signal,
    error: row.error,
    version: row.version,
    seed: row.seed,
    replay: row.replay === null ? null : (JSON.parse(row.replay) as Run["replay"]),
    edits: row.edits,
    label: row.label,
    note: row.note,
    result: row.result,
    colour: row.colour,
    nodes: row.nodes,
    edges: row.edges,
    tokens: { input: row.tokens_input, output: row.tokens_output, cached: row.tokens_cached },
    cost_usd: row.cost_usd,
  };
}
