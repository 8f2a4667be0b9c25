// A row of the table `sessions` with what is read along with it, and the session that it is. Pure.
import type { Session } from "#src/protocol/session.ts";

export interface SessionRow {
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

export const ACTIVE = `EXISTS (SELECT 1 FROM runs r WHERE r.session_id = s.session_id AND r.status = 'running')`;
export const COLUMNS = `s.number, s.session_id, s.name, s.kind, s.user_id, s.created_at,
  s.last_activity, s.metadata, ${ACTIVE} AS active,
  (SELECT count(*) FROM runs r
    WHERE r.session_id = s.session_id AND r.subrun_of IS NULL) AS runs,
  (SELECT total(r.nodes) FROM runs r WHERE r.session_id = s.session_id) AS nodes,
  (SELECT total(r.size_bytes) FROM runs r WHERE r.session_id = s.session_id) AS size_bytes`;
export const SELECT = `SELECT ${COLUMNS} FROM sessions s`;

export function toSession(row: SessionRow): Session {
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
