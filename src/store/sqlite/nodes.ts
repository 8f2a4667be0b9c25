// Table `nodes`, and beside it the parts of running streams and the arrivals of ended ones.
import { NOT_SENT } from "#src/protocol/no-answer.ts";
import type { CallCounts } from "#src/protocol/runner-event.ts";
import type { NodeReader, NodeWriter } from "#src/store/store.ts";
import type {
  ArrivalList,
  CallOrigin,
  MatchingStep,
  NodeFinish,
  NodeRecord,
  StreamPart,
} from "#src/store/records.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import { attachmentsBetween } from "./attachments.ts";
import { compressed, uncompressed } from "./compressed.ts";
import type { Connection, SqlValue } from "./connection.ts";
import { insertNode, insertServedNode } from "./insert-node.ts";
import { type NodeRow, toNodeRecord } from "./node-row.ts";

const NO_STACK = `id, run_id, number, call_id, engine_key, operation, kind, label, provider, model,
  status, source, reason, started_at, duration_ms, first_byte_ms, tokens_input, tokens_output,
  tokens_cached, cost_usd, location, error, edited, input_hash, occurrence, retry_of, streamed, url,
  http_status, preview, request_body, request_type, response_body, response_type, input_body,
  input_format, output_body, output_format, input_order, output_order, process, asked_body,
  served_run, served_node, miss, method`;

export function nodeTable(connection: Connection): NodeWriter {
  return { ...nodeReader(connection), ...nodeWriter(connection) };
}

function nodeReader(connection: Connection): NodeReader {
  const many = (rest: string, runId: string, ...values: SqlValue[]): NodeRecord[] =>
    readNodes(connection, runId, `WHERE run_id = ? ${rest}`, values);
  return {
    get: async (runId, number) => many("AND number = ?", runId, number)[0] ?? null,
    byCall: async (runId, callId) => many("AND call_id = ?", runId, callId)[0] ?? null,
    async byEngineKey(runId, key) {
      const sql = "SELECT number FROM nodes WHERE run_id = ? AND engine_key = ?";
      return connection.get<{ number: number }>(sql, runId, key)?.number ?? null;
    },
    page: async (runId, after, limit) =>
      many("AND number > ? ORDER BY number LIMIT ?", runId, after, limit),
    running: async (runId) => many("AND status = 'running' ORDER BY number", runId),
    edited: async (runId) => many("AND edited IS NOT NULL ORDER BY number", runId),
    identical: async (runId, inputHash) => identicalCalls(connection, runId, inputHash),
    steps: async (runId, after, limit) => matchingSteps(connection, runId, { after, limit }),
    async stack(runId, number) {
      const sql = "SELECT stack FROM nodes WHERE run_id = ? AND number = ?";
      return connection.get<{ stack: string | null }>(sql, runId, number)?.stack ?? null;
    },
    arrivals: async (runId, number) => readArrivals(connection, runId, number),
    async parts(runId, number) {
      const rows = connection.all<{ parts: string }>(
        "SELECT parts FROM stream_parts WHERE run_id = ? AND number = ? ORDER BY ordinal",
        runId,
        number,
      );
      return rows.flatMap((row) => JSON.parse(row.parts) as StreamPart[]); // Written by addParts().
    },
    async countErrors(sessionId) {
      const row = connection.get<{ n: number }>(
        `SELECT count(*) AS n FROM nodes JOIN runs USING (run_id)
         WHERE session_id = ? AND nodes.status = 'error'`,
        sessionId,
      );
      return row?.n ?? 0;
    },
    origins: async (runId) =>
      connection.all<CallOrigin>(
        `SELECT source, served_run AS "runId" FROM nodes
         WHERE run_id = ? AND call_id IS NOT NULL GROUP BY source, served_run`,
        runId,
      ),
    countCalls: async (runId) => countCalls(connection, runId),
  };
}

function nodeWriter(connection: Connection): Omit<NodeWriter, keyof NodeReader> {
  return {
    insert: async (node) => insertNode(connection, node),
    insertServed: async (node) => insertServedNode(connection, node),
    async finish(runId, number, finish) {
      finishNode(connection, { runId, number }, finish);
    },
    async setEdited(runId, number, side) {
      const where = "WHERE run_id = ? AND number = ?";
      connection.run(`UPDATE nodes SET edited = ? ${where}`, side, runId, number);
    },
    async explain(runId, number, { reason, miss }) {
      connection.run(
        "UPDATE nodes SET reason = ?, miss = ? WHERE run_id = ? AND number = ?",
        reason,
        miss === null ? null : JSON.stringify(miss),
        runId,
        number,
      );
    },
    async addParts(runId, number, parts) {
      connection.run(
        "INSERT INTO stream_parts (run_id, number, parts) VALUES (?, ?, ?)",
        runId,
        number,
        JSON.stringify(parts),
      );
    },
    async deleteParts(runId, number) {
      connection.run("DELETE FROM stream_parts WHERE run_id = ? AND number = ?", runId, number);
    },
    async setArrivals(runId, number, arrivals) {
      const { codec, data } = compressed(Buffer.from(JSON.stringify(arrivals)));
      connection.run(
        "INSERT OR REPLACE INTO arrivals (run_id, number, list) VALUES (?, ?, ?)",
        runId,
        number,
        Buffer.concat([Buffer.of(codec), data]),
      );
    },
  };
}

function readNodes(
  connection: Connection,
  runId: string,
  rest: string,
  values: SqlValue[],
): NodeRecord[] {
  const rows = connection.all<NodeRow>(`SELECT ${NO_STACK} FROM nodes ${rest}`, runId, ...values);
  const first = rows[0]?.number;
  const last = rows.at(-1)?.number;
  if (first === undefined || last === undefined) return [];
  const attachments = attachmentsBetween(connection, runId, { first, last });
  return rows.map((row) => toNodeRecord(row, attachments.get(row.number) ?? []));
}

function identicalCalls(connection: Connection, runId: string, inputHash: string) {
  const same = "FROM nodes n WHERE n.run_id = ?1 AND n.input_hash = ?2";
  const number = (sql: string): number | null =>
    connection.get<{ found: number | null }>(sql, runId, inputHash)?.found ?? null;
  return {
    count: number(`SELECT count(*) AS found ${same}`) ?? 0,
    openFailure: number(`SELECT max(n.number) AS found ${same}
      AND n.status IN ('error', 'cancelled') AND NOT EXISTS (SELECT 1 FROM nodes later
        WHERE later.run_id = ?1 AND later.input_hash = ?2 AND later.retry_of = n.number)`),
    newestSuccess: number(`SELECT max(n.number) AS found ${same} AND n.status = 'ok'`),
  };
}

function countCalls(connection: Connection, runId: string): CallCounts {
  const row = connection.get<CallCounts>(
    `WITH RECURSIVE family (id) AS (SELECT ?1 UNION
       SELECT run_id FROM runs JOIN family ON subrun_of = family.id),
     calls AS (SELECT edited, source, source = 'live' AND reason GLOB ?2 AS refused
       FROM nodes WHERE call_id IS NOT NULL AND run_id IN (SELECT id FROM family))
     SELECT count(*) FILTER (WHERE refused) AS refused,
       count(*) FILTER (WHERE NOT refused AND edited IS NOT NULL) AS edited,
       count(*) FILTER (WHERE edited IS NULL AND source = 'cache') AS cache,
       count(*) FILTER (WHERE NOT refused AND edited IS NULL AND source = 'live') AS live
     FROM calls`,
    runId,
    `${NOT_SENT}*`,
  );
  return row ?? { live: 0, cache: 0, edited: 0, refused: 0 };
}

function matchingSteps(
  connection: Connection,
  runId: string,
  page: { readonly after: number; readonly limit: number },
): MatchingStep[] {
  return connection.all<MatchingStep>(
    `SELECT input_order AS "order", number, 'input' AS side FROM nodes
       WHERE run_id = ?1 AND input_order > ?2
     UNION ALL SELECT output_order, number, 'output' FROM nodes
       WHERE run_id = ?1 AND output_order > ?2
     ORDER BY 1 LIMIT ?3`,
    runId,
    page.after,
    page.limit,
  );
}

function finishNode(
  connection: Connection,
  node: { readonly runId: string; readonly number: number },
  finish: NodeFinish,
): void {
  connection.run(
    `UPDATE nodes SET status = ?, source = ?, reason = ?, model = ?, duration_ms = ?,
       first_byte_ms = ?, http_status = ?, tokens_input = ?, tokens_output = ?, tokens_cached = ?,
       cost_usd = ?, streamed = ?, preview = ?, error = ?, response_body = ?, response_type = ?,
       output_body = ?, output_format = ?, output_order = ?, served_run = ?, served_node = ?,
       edited = ?, miss = ? WHERE run_id = ? AND number = ?`,
    finish.status,
    finish.source,
    finish.reason,
    finish.model,
    finish.durationMs,
    finish.firstByteMs,
    finish.httpStatus,
    finish.tokens?.input ?? null,
    finish.tokens?.output ?? null,
    finish.tokens?.cached ?? null,
    finish.cost,
    finish.streamed ? 1 : 0,
    finish.preview,
    finish.error === null ? null : JSON.stringify(finish.error),
    finish.responseBody,
    finish.responseType,
    finish.output?.body ?? null,
    finish.output?.format ?? null,
    finish.outputOrder,
    finish.servedFrom?.run_id ?? null,
    finish.servedFrom === null ? null : nodeNumber(finish.servedFrom.node_id),
    finish.edited,
    finish.miss === null ? null : JSON.stringify(finish.miss),
    node.runId,
    node.number,
  );
}

function readArrivals(connection: Connection, runId: string, number: number): ArrivalList {
  const row = connection.get<{ list: Uint8Array }>(
    "SELECT list FROM arrivals WHERE run_id = ? AND number = ?",
    runId,
    number,
  );
  if (row === null) return [];
  const json = uncompressed({ codec: row.list[0] ?? 0, data: row.list.subarray(1) });
  return JSON.parse(new TextDecoder().decode(json)) as ArrivalList; // Written by setArrivals().
}
