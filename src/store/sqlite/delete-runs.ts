// Deletes single runs of a session, with all that hangs on them.
import { bodiesOfRun, sweepBodies } from "./bodies.ts";
import type { Connection } from "./connection.ts";
import { deleteTextsOfRun, sweepTextIndex } from "./texts.ts";

/** See {@link RunWriter.delete}. */
export function deleteRuns(connection: Connection, runIds: readonly string[]): void {
  const bodies = new Set<number>();
  for (const runId of runIds) {
    for (const body of bodiesOfRun(connection, runId)) bodies.add(body);
    deleteTextsOfRun(connection, runId);
    // Each text stands for all calls that have it: those of the other runs are to be found again.
    connection.run(
      `UPDATE runs SET indexed_order = 0
       WHERE session_id = (SELECT session_id FROM runs WHERE run_id = ?)`,
      runId,
    );
    connection.run("DELETE FROM deltas WHERE run_id = ?", runId);
    connection.run("DELETE FROM runs WHERE run_id = ?", runId);
  }
  sweepBodies(connection, bodies);
  sweepTextIndex(connection);
}
