// Deletes single runs of a session, with all that hangs on them.
import { sweepBodies } from "./bodies.ts";
import type { Connection } from "./connection.ts";
import { deleteTextsOfRun, sweepTextIndex } from "./texts.ts";

const NODE_BODIES = ["request_body", "response_body", "input_body", "output_body", "asked_body"];

/** See {@link RunWriter.delete}. */
export function deleteRuns(connection: Connection, runIds: readonly string[]): void {
  const bodies = new Set<number>();
  for (const runId of runIds) {
    for (const { body } of bodiesOf(connection, runId)) bodies.add(body);
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

function bodiesOf(connection: Connection, runId: string): { readonly body: number }[] {
  return connection.all<{ body: number }>(
    NODE_BODIES.map(
      (column) => `SELECT ${column} AS body FROM nodes WHERE run_id = ?1 AND ${column} IS NOT NULL`,
    )
      .concat("SELECT body FROM edits WHERE run_id = ?1 AND body IS NOT NULL")
      .join(" UNION "),
    runId,
  );
}
