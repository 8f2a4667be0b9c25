// Table `sessions`. Counts and status come from the session's runs.
import type { Session } from "#src/protocol/session.ts";
import type { SessionWriter } from "#src/store/store.ts";
import { bodiesOfRun, sweepBodies } from "./bodies.ts";
import type { Connection, SqlValue } from "./connection.ts";
import { listSessions } from "./session-list.ts";
import { ACTIVE, SELECT, type SessionRow, toSession } from "./session-row.ts";
import { deleteTextsOfSession, sweepTextIndex } from "./texts.ts";

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
