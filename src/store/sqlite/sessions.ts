// Table `sessions`. Counts and status come from the session's runs.
import { AoError } from "#src/errors.ts";
import type { Session } from "#src/protocol/session.ts";
import type { SessionFilter, SessionSearch } from "#src/store/records.ts";
import type { SessionWriter } from "#src/store/store.ts";
import { bodiesOfRun, sweepBodies } from "./bodies.ts";
import type { Connection, SqlValue } from "./connection.ts";
import { deleteTextsOfSession, sweepTextIndex } from "./texts.ts";

interface SessionRow {
  readonly number: number;
  readonly session_id: string;
  readonly name: string;
  readonly kind: Session["kind"];
  readonly user_id: string | null;
  readonly created_at: number;
  readonly last_activity: number;
  readonly metadata: string;
  readonly runs: number;
  readonly nodes: number;
  readonly size_bytes: number;
  readonly active: number;
}

const ACTIVE = `EXISTS (SELECT 1 FROM runs r WHERE r.session_id = s.session_id AND r.status = 'running')`;
const SELECT = `SELECT s.number, s.session_id, s.name, s.kind, s.user_id, s.created_at,
  s.last_activity, s.metadata, ${ACTIVE} AS active,
  (SELECT count(*) FROM runs r
    WHERE r.session_id = s.session_id AND r.subrun_of IS NULL) AS runs,
  (SELECT total(r.nodes) FROM runs r WHERE r.session_id = s.session_id) AS nodes,
  (SELECT total(r.size_bytes) FROM runs r WHERE r.session_id = s.session_id) AS size_bytes
  FROM sessions s`;

export function sessionTable(connection: Connection): SessionWriter {
  const one = (rest: string, ...values: SqlValue[]): Session | null => {
    const row = connection.get<SessionRow>(`${SELECT} ${rest}`, ...values);
    return row === null ? null : toSession(row);
  };
  return {
    get: async (sessionId) => one("WHERE s.session_id = ?", sessionId),
    newestNamed: async (name) => one("WHERE s.name = ? ORDER BY s.number DESC LIMIT 1", name),
    latest: async () => one("ORDER BY s.last_started DESC, s.number DESC LIMIT 1"),
    async withPrefix(prefix, limit) {
      const rest =
        "WHERE s.session_id >= ?1 AND s.session_id < ?1 || '~' ORDER BY s.number DESC LIMIT ?2";
      return connection.all<SessionRow>(`${SELECT} ${rest}`, prefix, limit).map(toSession);
    },
    list: async (filter) => listSessions(connection, filter),
    async ids() {
      const rows = connection.all<{ session_id: string }>("SELECT session_id FROM sessions");
      return rows.map((row) => row.session_id);
    },
    async counts() {
      const row = connection.get<{ active: number; total: number }>(
        `SELECT count(*) AS total, total(${ACTIVE}) AS active FROM sessions s`,
      );
      return { active: row?.active ?? 0, total: row?.total ?? 0 };
    },
    async insert(session) {
      connection.run(
        `INSERT INTO sessions (session_id, name, kind, user_id, created_at, last_activity,
           last_started, config, metadata) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5, ?6, ?7)`,
        session.sessionId,
        session.name,
        session.kind,
        session.userId,
        session.createdAt,
        JSON.stringify(session.config),
        JSON.stringify(session.metadata),
      );
    },
    async rename(sessionId, name) {
      connection.run("UPDATE sessions SET name = ? WHERE session_id = ?", name, sessionId);
    },
    async touch(sessionId, at) {
      connection.run(
        "UPDATE sessions SET last_activity = max(last_activity, ?) WHERE session_id = ?",
        at,
        sessionId,
      );
    },
    delete: async (sessionIds) => deleteSessions(connection, sessionIds),
  };
}

function listSessions(connection: Connection, filter: SessionFilter) {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const where = (condition: string, ...bound: SqlValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (filter.userId !== undefined) where("s.user_id = ?", filter.userId);
  if (filter.kind !== undefined) where("s.kind = ?", filter.kind);
  if (filter.status !== undefined) where(statusCondition(filter.status));
  if (filter.cursor !== undefined) where("s.number < ?", fromCursor(filter.cursor));
  if (filter.search !== undefined) where(...searchCondition(filter.search));
  const rows = connection.all<SessionRow>(
    `${SELECT} ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}
     ORDER BY s.number DESC LIMIT ?`,
    ...values,
    filter.limit + 1,
  );
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > shown.length && last !== undefined ? `s${last.number}` : null;
  return { sessions: shown.map(toSession), nextCursor };
}

/** All terms in one field, or a session that is known to fit. */
function searchCondition({ terms, sessionIds }: SessionSearch): [string, ...SqlValue[]] {
  const patterns = terms.map((term) => `%${term.replace(/[\\%_]/g, "\\$&")}%`);
  const fits = (column: string): string =>
    patterns.map(() => `${column} LIKE ? ESCAPE '\\'`).join(" AND ");
  const condition = `(s.session_id IN (SELECT value FROM json_each(?)) OR (${fits("s.name")})
    OR EXISTS (SELECT 1 FROM runs r WHERE r.session_id = s.session_id AND ((${fits("r.label")})
      OR (${fits("r.note")})
      OR EXISTS (SELECT 1 FROM nodes n WHERE n.run_id = r.run_id AND ${fits("n.label")}))))`;
  const four = [...patterns, ...patterns, ...patterns, ...patterns];
  return [condition, JSON.stringify(sessionIds), ...four];
}

function statusCondition(status: string): string {
  if (status === "active") return ACTIVE;
  return status === "idle" ? `NOT ${ACTIVE}` : "0";
}

/** The number of the last session on the page: later inserts come before it, deletes do not matter. */
function fromCursor(cursor: string): number {
  const match = /^s([0-9]{1,15})$/.exec(cursor);
  if (match === null) {
    throw new AoError("bad_input", `Cannot list sessions from cursor "${cursor}": it is none`, {
      hint: "use the next_cursor of the page before",
    });
  }
  return Number(match[1]);
}

function deleteSessions(connection: Connection, sessionIds: readonly string[]): void {
  const bodies = new Set<number>();
  for (const sessionId of sessionIds) {
    for (const runId of runsOf(connection, sessionId)) {
      for (const body of bodiesOfRun(connection, runId)) bodies.add(body);
    }
    connection.run("DELETE FROM deltas WHERE session_id = ?", sessionId);
    deleteTextsOfSession(connection, sessionId);
    connection.run("DELETE FROM sessions WHERE session_id = ?", sessionId);
  }
  sweepBodies(connection, bodies);
  sweepTextIndex(connection);
}

function runsOf(connection: Connection, sessionId: string): string[] {
  return connection
    .all<{ run_id: string }>("SELECT run_id FROM runs WHERE session_id = ?", sessionId)
    .map((row) => row.run_id);
}

function toSession(row: SessionRow): Session {
  return {
    session_id: row.session_id,
    name: row.name,
    kind: row.kind,
    status: row.active ? "active" : "idle",
    user_id: row.user_id,
    created_at: new Date(row.created_at).toISOString(),
    last_activity: new Date(row.last_activity).toISOString(),
    expires_at: null,
    total_requests: row.nodes,
    total_collaborations: 0,
    context_entries: 0,
    runs: row.runs,
    checkpoints: 0,
    size_bytes: row.size_bytes,
    metadata: JSON.parse(row.metadata) as Session["metadata"], // Written by `insert` alone.
  };
}
