// Table `edges`: which node fed which, with the evidence.
import type { Edge } from "#src/protocol/graph.ts";
import type { EdgeWriter } from "#src/store/store.ts";
import type { Connection } from "./connection.ts";
import { nodeId, nodeNumber } from "#src/store/node-id.ts";

interface EdgeRow {
  readonly source: number;
  readonly target: number;
  readonly evidence: string;
}

const COLUMNS = "source, target, evidence";

export function edgeTable(connection: Connection): EdgeWriter {
  return {
    async get(runId, source, target) {
      const row = connection.get<EdgeRow>(
        `SELECT ${COLUMNS} FROM edges WHERE run_id = ? AND source = ? AND target = ?`,
        runId,
        nodeNumber(source),
        nodeNumber(target),
      );
      return row === null ? null : toEdge(row);
    },
    async page(runId, after, limit) {
      const rows = connection.all<EdgeRow>(
        `SELECT ${COLUMNS} FROM edges WHERE run_id = ? AND (source, target) > (?, ?)
         ORDER BY source, target LIMIT ?`,
        runId,
        nodeNumber(after?.source ?? ""),
        nodeNumber(after?.target ?? ""),
        limit,
      );
      return rows.map(toEdge);
    },
    async of(runId, node) {
      const select = (column: "source" | "target"): Edge[] =>
        connection
          .all<EdgeRow>(
            `SELECT ${COLUMNS} FROM edges WHERE run_id = ? AND ${column} = ? ORDER BY source, target`,
            runId,
            nodeNumber(node),
          )
          .map(toEdge);
      return { in: select("target"), out: select("source") };
    },
    async put(runId, edge) {
      const evidence = JSON.stringify(edge.evidence);
      const ends = [nodeNumber(edge.source), nodeNumber(edge.target)] as const;
      const { changes } = connection.run(
        "UPDATE edges SET evidence = ? WHERE run_id = ? AND source = ? AND target = ?",
        evidence,
        runId,
        ...ends,
      );
      if (changes > 0) return false;
      connection.run(
        `INSERT INTO edges (run_id, ${COLUMNS}) VALUES (?, ?, ?, ?)`,
        runId,
        ...ends,
        evidence,
      );
      return true;
    },
  };
}

function toEdge(row: EdgeRow): Edge {
  return {
    source: nodeId(row.source),
    target: nodeId(row.target),
    evidence: JSON.parse(row.evidence) as Edge["evidence"], // Written by `put` alone.
  };
}
