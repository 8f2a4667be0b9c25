// Table `streams`: how far each stream of a run has been taken in.
import type { StreamWriter } from "#src/store/store.ts";
import type { Connection } from "./connection.ts";

export function streamTable(connection: Connection): StreamWriter {
  return {
    async lastSeq(runId, streamId) {
      const row = connection.get<{ seq: number }>(
        "SELECT seq FROM streams WHERE run_id = ? AND stream_id = ?",
        runId,
        streamId,
      );
      return row?.seq ?? 0;
    },
    async setLastSeq(runId, streamId, seq) {
      connection.run(
        `INSERT INTO streams (run_id, stream_id, seq) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET seq = excluded.seq`,
        runId,
        streamId,
        seq,
      );
    },
  };
}
