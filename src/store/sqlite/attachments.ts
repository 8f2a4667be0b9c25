// Table `attachments`: files inside bodies. Their bytes stay in the body that holds them, once.
import type { Attachment } from "#src/protocol/graph.ts";
import type { AttachmentWriter } from "#src/store/store.ts";
import type { Connection } from "./connection.ts";

interface AttachmentRow {
  readonly number: number;
  readonly side: Attachment["side"];
  readonly path: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
}

const COLUMNS = "number, side, path, media_type, size_bytes, sha256";

export function attachmentTable(connection: Connection): AttachmentWriter {
  return {
    async find(sha256) {
      const row = connection.get<AttachmentRow & { run_id: string }>(
        `SELECT run_id, ${COLUMNS} FROM attachments WHERE sha256 = ? LIMIT 1`,
        sha256,
      );
      if (row === null) return null;
      return { runId: row.run_id, number: row.number, attachment: toAttachment(row) };
    },
    async put(runId, number, side, attachments) {
      connection.run(
        "DELETE FROM attachments WHERE run_id = ? AND number = ? AND side = ?",
        runId,
        number,
        side,
      );
      for (const { path, media_type, size_bytes, sha256 } of attachments) {
        connection.run(
          `INSERT INTO attachments (run_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
          runId,
          number,
          side,
          path,
          media_type,
          size_bytes,
          sha256,
        );
      }
    },
  };
}

interface NodePlace {
  readonly runId: string;
  readonly number: number;
}

/** Gives a node the attachments of another one, whose bodies it has. */
export function copyAttachments(connection: Connection, from: NodePlace, to: NodePlace): void {
  connection.run(
    `INSERT INTO attachments (run_id, ${COLUMNS})
     SELECT ?, ?, side, path, media_type, size_bytes, sha256 FROM attachments
     WHERE run_id = ? AND number = ? ORDER BY rowid`,
    to.runId,
    to.number,
    from.runId,
    from.number,
  );
}

/** The attachments of the nodes numbered `first` to `last`, by number. */
export function attachmentsBetween(
  connection: Connection,
  runId: string,
  range: { readonly first: number; readonly last: number },
): Map<number, Attachment[]> {
  const found = new Map<number, Attachment[]>();
  const rows = connection.all<AttachmentRow>(
    `SELECT ${COLUMNS} FROM attachments WHERE run_id = ? AND number BETWEEN ? AND ? ORDER BY rowid`,
    runId,
    range.first,
    range.last,
  );
  for (const row of rows) {
    const list = found.get(row.number);
    if (list === undefined) found.set(row.number, [toAttachment(row)]);
    else list.push(toAttachment(row));
  }
  return found;
}

function toAttachment(row: AttachmentRow): Attachment {
  const { path, side, media_type, size_bytes, sha256 } = row;
  return { path, side, media_type, size_bytes, sha256 };
}
