// Table `program_log`: what a program said of its run, in the order of the events.
import type { ProgramLogRecord } from "#src/store/records.ts";
import type { ProgramLogWriter } from "#src/store/store.ts";
import type { Connection } from "./connection.ts";

interface LogRow {
  readonly ordinal: number;
  readonly at: number;
  readonly entry: string;
  readonly success: number | null;
}

export function programLogTable(connection: Connection): ProgramLogWriter {
  return {
    async of(runId) {
      const rows = connection.all<LogRow>(
        "SELECT ordinal, at, entry, success FROM program_log WHERE run_id = ? ORDER BY ordinal",
        runId,
      );
      return rows.map((row): ProgramLogRecord => ({ ...row, runId, success: toBoolean(row) }));
    },
    async lastSuccess(runId) {
      const row = connection.get<Pick<LogRow, "success">>(
        `SELECT success FROM program_log WHERE run_id = ? AND success IS NOT NULL
         ORDER BY ordinal DESC LIMIT 1`,
        runId,
      );
      return row === null ? null : toBoolean(row);
    },
    async add({ runId, at, entry, success }) {
      connection.run(
        "INSERT INTO program_log (run_id, at, entry, success) VALUES (?, ?, ?, ?)",
        runId,
        at,
        entry,
        success === null ? null : Number(success),
      );
    },
  };
}

function toBoolean({ success }: Pick<LogRow, "success">): boolean | null {
  return success === null ? null : success !== 0;
}
