// Table `clock_readings`: what the processes of a run read from their clocks, compressed as it came.
import type { ReadingsWriter } from "#src/store/store.ts";
import type { Connection } from "./connection.ts";

export function readingsTable(connection: Connection): ReadingsWriter {
  return {
    of: async (runId) =>
      connection.all<{ process: string; data: Uint8Array }>(
        "SELECT process, data FROM clock_readings WHERE run_id = ? ORDER BY process",
        runId,
      ),
    async put(runId, process, data) {
      connection.run(
        `INSERT INTO clock_readings (run_id, process, data) VALUES (?1, ?2, ?3)
         ON CONFLICT (run_id, process) DO UPDATE SET data = ?3`,
        runId,
        process,
        data,
      );
    },
  };
}
