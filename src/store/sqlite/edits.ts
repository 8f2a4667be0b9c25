// Table `edits`: what people put in place of a call's input or output, one for each node at most.
import type { EditRecord } from "#src/store/records.ts";
import type { EditWriter } from "#src/store/store.ts";
import { sweepBodies } from "./bodies.ts";
import type { Connection } from "./connection.ts";

interface EditRow {
  readonly run_id: string;
  readonly number: number;
  readonly side: EditRecord["side"];
  readonly body: number | null;
  readonly created_at: number;
}

const SELECT = "SELECT run_id, number, side, body, created_at FROM edits";

export function editTable(connection: Connection): EditWriter {
  const get = (runId: string, number: number): EditRecord | null => {
    const where = "WHERE run_id = ? AND number = ?";
    const row = connection.get<EditRow>(`${SELECT} ${where}`, runId, number);
    return row === null ? null : toRecord(row);
  };
  /** Takes an edit away, and its body where nothing else has it. */
  const remove = (runId: string, number: number, keep: number | null): boolean => {
    const old = get(runId, number);
    if (old === null) return false;
    connection.run("DELETE FROM edits WHERE run_id = ? AND number = ?", runId, number);
    if (old.body !== null && old.body !== keep) sweepBodies(connection, [old.body]);
    return true;
  };
  return {
    get: async (runId, number) => get(runId, number),
    of: async (runId) =>
      connection
        .all<EditRow>(`${SELECT} WHERE run_id = ? ORDER BY number`, runId)
        .map((row) => toRecord(row)),
    newest: async (limit) =>
      connection
        .all<EditRow>(`${SELECT} WHERE body IS NOT NULL ORDER BY created_at DESC LIMIT ?`, limit)
        .map((row) => toRecord(row)),
    async put(edit) {
      remove(edit.runId, edit.number, edit.body);
      connection.run(
        "INSERT INTO edits (run_id, number, side, body, created_at) VALUES (?, ?, ?, ?, ?)",
        edit.runId,
        edit.number,
        edit.side,
        edit.body,
        edit.createdAt,
      );
    },
    delete: async (runId, number) => remove(runId, number, null),
  };
}

function toRecord(row: EditRow): EditRecord {
  return {
    runId: row.run_id,
    number: row.number,
    side: row.side,
    body: row.body,
    createdAt: row.created_at,
  };
}
