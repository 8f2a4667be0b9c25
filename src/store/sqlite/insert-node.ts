// The first row of a node; numbers count from 1 within a run.
import type { NodeStart, ServedNode } from "#src/store/records.ts";
import { copyAttachments } from "./attachments.ts";
import type { Connection } from "./connection.ts";

/** Gives the number of the new node. */
export function insertNode(connection: Connection, node: NodeStart): number {
  const number = nextNumber(connection, node.runId);
  connection.run(
    `INSERT INTO nodes (run_id, number, call_id, engine_key, operation, kind, label, provider,
       model, status, source, reason, started_at, duration_ms, location, error, input_hash,
       occurrence, retry_of, streamed, url, preview, request_body, request_type, input_body,
       input_format, output_body, output_format, input_order, stack, asked_body, process,
       method)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    node.runId,
    number,
    node.callId,
    node.engineKey,
    node.operation,
    node.kind,
    node.label,
    node.provider,
    node.model,
    node.status,
    node.reason,
    node.startedAt,
    node.durationMs,
    node.location === null ? null : JSON.stringify(node.location),
    node.error === null ? null : JSON.stringify(node.error),
    node.inputHash,
    node.occurrence,
    node.retryOf,
    node.streamed ? 1 : 0,
    node.url,
    node.preview,
    node.requestBody,
    node.requestType,
    node.input?.body ?? null,
    node.input?.format ?? null,
    node.output?.body ?? null,
    node.output?.format ?? null,
    node.inputOrder,
    node.stack,
    node.askedBody,
    node.process,
    node.method,
  );
  return number;
}

/** What a served node has from the recorded one. */
const COPIED = `operation, kind, method, label, provider, model, tokens_input, tokens_output, tokens_cached,
  cost_usd, input_hash, streamed, http_status, preview, request_body, request_type, response_body,
  response_type, input_body, input_format, output_body, output_format`;

/** Gives the number of the new node; null where there is nothing to copy, or the call is there. */
export function insertServedNode(connection: Connection, node: ServedNode): number | null {
  const number = nextNumber(connection, node.runId);
  const { changes } = connection.run(
    `INSERT INTO nodes (run_id, number, call_id, status, source, reason, started_at, duration_ms,
       first_byte_ms, location, occurrence, retry_of, url, input_order, output_order, stack, process,
       served_run, served_node, ${COPIED})
     SELECT ?, ?, ?, 'ok', 'cache', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, run_id, number, ${COPIED}
     FROM nodes WHERE run_id = ? AND number = ? ON CONFLICT DO NOTHING`,
    node.runId,
    number,
    node.callId,
    node.reason,
    node.startedAt,
    node.durationMs,
    node.firstByteMs,
    node.location === null ? null : JSON.stringify(node.location),
    node.occurrence,
    node.retryOf,
    node.url,
    node.inputOrder,
    node.outputOrder,
    node.stack,
    node.process,
    node.from.runId,
    node.from.number,
  );
  if (changes === 0) return null;
  copyAttachments(connection, node.from, { runId: node.runId, number });
  return number;
}

function nextNumber(connection: Connection, runId: string): number {
  const sql = "SELECT max(number) AS newest FROM nodes WHERE run_id = ?";
  return (connection.get<{ newest: number | null }>(sql, runId)?.newest ?? 0) + 1;
}
