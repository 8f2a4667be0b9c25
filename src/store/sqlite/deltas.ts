// Tables `deltas` and `counters`: what clients of `/ws` can replay. A number is given once over the
// life of the file, also to deltas that are not kept, and also across restarts.
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type { DeltaWriter } from "#src/store/store.ts";
import type { Connection } from "./connection.ts";

interface DeltaRow {
  readonly seq: number;
  readonly session_id: string;
  readonly run_id: string | null;
  readonly type: string;
  readonly data: string;
}

const COLUMNS = "seq, session_id, run_id, type, data";
/** Old deltas are deleted this many at a time. */
const PRUNE_STEP = 1000;

/** `kept`: how many of the newest numbers can be replayed. */
export function deltaTable(connection: Connection, kept: number): DeltaWriter {
  return {
    async range({ since, until, sessionId, limit }) {
      const rows =
        sessionId === undefined
          ? connection.all<DeltaRow>(
              `SELECT ${COLUMNS} FROM deltas WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
              since,
              until,
              limit,
            )
          : connection.all<DeltaRow>(
              `SELECT ${COLUMNS} FROM deltas
               WHERE session_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
              sessionId,
              since,
              until,
              limit,
            );
      return rows.map(toDelta);
    },
    async bounds() {
      return {
        last: counter(connection, "delta_last"),
        pruned: counter(connection, "delta_pruned"),
      };
    },
    async append(delta, { keep }) {
      const seq = nextNumber(connection);
      if (keep) {
        connection.run(
          `INSERT INTO deltas (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`,
          seq,
          delta.session_id,
          delta.run_id ?? null,
          delta.type,
          JSON.stringify(delta.data),
        );
      }
      if (seq % PRUNE_STEP === 0 && seq > kept) prune(connection, seq - kept);
      return { ...delta, seq } as RunDelta; // NewDelta is RunDelta without its number.
    },
  };
}

function counter(connection: Connection, name: string): number {
  const row = connection.get<{ value: number }>("SELECT value FROM counters WHERE name = ?", name);
  return row?.value ?? 0;
}

function nextNumber(connection: Connection): number {
  const row = connection.get<{ value: number }>(
    "UPDATE counters SET value = value + 1 WHERE name = 'delta_last' RETURNING value",
  );
  if (row === null) throw new Error("counter delta_last is missing");
  return row.value;
}

function prune(connection: Connection, upTo: number): void {
  connection.run("DELETE FROM deltas WHERE seq <= ?", upTo);
  connection.run("UPDATE counters SET value = ? WHERE name = 'delta_pruned'", upTo);
}

function toDelta(row: DeltaRow): RunDelta {
  const delta = {
    type: row.type,
    seq: row.seq,
    session_id: row.session_id,
    ...(row.run_id === null ? {} : { run_id: row.run_id }),
    data: JSON.parse(row.data) as unknown,
  };
  return delta as RunDelta; // Written by `append` alone.
}
