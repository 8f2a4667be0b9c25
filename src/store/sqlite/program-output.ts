// Table `program_output`: what the program wrote to its standard streams, in the order of the events.
// Each row knows how much the run wrote up to its end, so that the limit costs one look at the last.
import type { ProgramOutputRecord } from "#src/store/records.ts";
import type { ProgramOutputWriter } from "#src/store/store.ts";
import type { Connection } from "./connection.ts";

interface OutputRow {
  readonly process: string;
  readonly stream: "stdout" | "stderr";
  readonly at: number;
  readonly text: string;
  readonly truncated: number;
}

export function programOutputTable(connection: Connection): ProgramOutputWriter {
  return {
    async of(runId) {
      const rows = connection.all<OutputRow>(
        `SELECT process, stream, at, text, truncated FROM program_output
         WHERE run_id = ? ORDER BY ordinal`,
        runId,
      );
      return rows.map((row): ProgramOutputRecord => ({
        ...row,
        runId,
        truncated: row.truncated !== 0,
      }));
    },
    async extent(runId) {
      const row = connection.get<{ total: number; truncated: number }>(
        `SELECT total, truncated FROM program_output WHERE run_id = ?
         ORDER BY ordinal DESC LIMIT 1`,
        runId,
      );
      return { length: row?.total ?? 0, truncated: (row?.truncated ?? 0) !== 0 };
    },
    async add(output) {
      connection.run(
        `INSERT INTO program_output (run_id, process, stream, at, text, truncated, total)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7 + ifnull((SELECT total FROM program_output
           WHERE run_id = ?1 ORDER BY ordinal DESC LIMIT 1), 0))`,
        output.runId,
        output.process,
        output.stream,
        output.at,
        output.text,
        output.truncated ? 1 : 0,
        output.text.length,
      );
    },
  };
}
