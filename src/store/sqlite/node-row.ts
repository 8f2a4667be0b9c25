// A row of table `nodes` and what it means.
import type { Attachment, NodeSummary } from "#src/protocol/graph.ts";
import { nodeId } from "#src/store/node-id.ts";
import type { BodyFormat, NodeRecord, ShownBody } from "#src/store/records.ts";

/** The columns as SQLite gives them. */
export interface NodeRow {
  readonly run_id: string;
  readonly number: number;
  readonly call_id: string | null;
  readonly engine_key: string | null;
  readonly operation: string | null;
  readonly kind: NodeSummary["kind"];
  readonly label: string;
  readonly provider: string;
  readonly model: string | null;
  readonly status: NodeSummary["status"];
  readonly source: NodeSummary["source"];
  readonly reason: string;
  readonly started_at: number;
  readonly duration_ms: number | null;
  readonly first_byte_ms: number | null;
  readonly tokens_input: number | null;
  readonly tokens_output: number | null;
  readonly tokens_cached: number | null;
  readonly cost_usd: number | null;
  readonly location: string | null;
  readonly error: string | null;
  readonly edited: NodeSummary["edited"];
  readonly input_hash: string | null;
  readonly occurrence: number;
  readonly retry_of: number | null;
  readonly streamed: number;
  readonly url: string | null;
  readonly http_status: number | null;
  readonly preview: string;
  readonly request_body: number | null;
  readonly request_type: string | null;
  readonly response_body: number | null;
  readonly response_type: string | null;
  readonly input_body: number | null;
  readonly input_format: BodyFormat | null;
  readonly output_body: number | null;
  readonly output_format: BodyFormat | null;
  readonly input_order: number | null;
  readonly output_order: number | null;
  readonly process: string;
  readonly asked_body: number | null;
  readonly served_run: string | null;
  readonly served_node: number | null;
  readonly miss: string | null;
  readonly method: string | null;
}

export function toNodeRecord(row: NodeRow, attachments: Attachment[]): NodeRecord {
  return {
    number: row.number,
    runId: row.run_id,
    summary: toSummary(row, attachments),
    callId: row.call_id,
    operation: row.operation,
    startedAt: row.started_at,
    process: row.process,
    method: row.method,
    askedBody: row.asked_body,
    requestBody: row.request_body,
    requestType: row.request_type,
    responseBody: row.response_body,
    responseType: row.response_type,
    input: toShown(row.input_body, row.input_format),
    output: toShown(row.output_body, row.output_format),
    inputOrder: row.input_order,
    outputOrder: row.output_order,
  };
}

function toSummary(row: NodeRow, attachments: Attachment[]): NodeSummary {
  return {
    id: nodeId(row.number),
    kind: row.kind,
    label: row.label,
    provider: row.provider,
    model: row.model,
    status: row.status,
    source: row.source,
    reason: row.reason,
    started_at: new Date(row.started_at).toISOString(),
    duration_ms: row.duration_ms,
    first_byte_ms: row.first_byte_ms,
    tokens: toTokens(row),
    cost_usd: row.cost_usd,
    // JSON columns are written by this area alone.
    location: row.location === null ? null : (JSON.parse(row.location) as NodeSummary["location"]),
    error: row.error === null ? null : (JSON.parse(row.error) as NodeSummary["error"]),
    edited: row.edited,
    taken_back: null, // Says an edit that lies over the node.
    served_from: toServedFrom(row),
    miss: row.miss === null ? null : (JSON.parse(row.miss) as NodeSummary["miss"]),
    input_hash: row.input_hash,
    occurrence: row.occurrence,
    retry_of: row.retry_of === null ? null : nodeId(row.retry_of),
    streamed: row.streamed !== 0,
    url: row.url,
    http_status: row.http_status,
    inferred: row.engine_key !== null,
    attachments,
    preview: row.preview,
  };
}

function toServedFrom(row: NodeRow): NodeSummary["served_from"] {
  if (row.served_run === null || row.served_node === null) return null;
  return { run_id: row.served_run, node_id: nodeId(row.served_node) };
}

function toTokens(row: NodeRow): NodeSummary["tokens"] {
  if (row.tokens_input === null && row.tokens_output === null) return null;
  return {
    input: row.tokens_input ?? 0,
    output: row.tokens_output ?? 0,
    cached: row.tokens_cached ?? 0,
  };
}

function toShown(body: number | null, format: BodyFormat | null): ShownBody | null {
  return body === null || format === null ? null : { body, format };
}
