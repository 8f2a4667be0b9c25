// The parts and the end of a call: the node gets its output, its numbers and its status.
// Runs in the server.
import type { Static } from "@sinclair/typebox";
import type { NodeSummary, Tokens } from "#src/protocol/graph.ts";
import type { CallChunk, CallEnd as CallEndSchema } from "#src/protocol/runner-event.ts";
import { announceNode } from "#src/runs/call-start.ts";
import type { Change } from "#src/runs/journal.ts";
import {
  type AnsweredCall,
  type ReadResponse,
  readCallResponse,
  wireBytes,
} from "#src/runs/read-call.ts";
import { putShown } from "#src/runs/shown-body.ts";
import { joinParts, streamTypeOf } from "#src/runs/stream-body.ts";
import type { NodeFinish, NodeRecord } from "#src/store/records.ts";

type CallEnd = Static<typeof CallEndSchema>;

/** Why a call of a run without recorded answers went out; with them the runner gives its own reasons. */
const LIVE_REASON = "no re-run: every call goes out";
/** In a re-run the reason comes with the end of the call. */
const REASON_LOST = "not known: the program ended before the call did";

/** Keeps parts of a stream as they came, so that a kill of anybody loses none that was acknowledged. */
export async function addChunk(
  change: Change,
  runId: string,
  event: Static<typeof CallChunk>,
): Promise<NodeRecord | null> {
  const node = await change.store.nodes.byCall(runId, event.call_id);
  if (node !== null) await change.store.nodes.addParts(runId, node.number, event.parts);
  return node;
}

/** The call ended as `event` says. */
export async function endCall(change: Change, runId: string, event: CallEnd): Promise<void> {
  const node = await change.store.nodes.byCall(runId, event.call_id);
  if (node === null) return;
  const stream = joinParts(
    event.streamed ? await change.store.nodes.parts(runId, node.number) : [],
  );
  const wire = event.streamed || event.response === null ? stream.bytes : wireBytes(event.response);
  const head = event.response ?? { content_type: null, content_encoding: null, bytes: wire.length };
  const response = readCallResponse(answered(node), wire, head);
  const outputOrder = node.outputOrder ?? (await change.store.runs.nextOrder(runId));
  await finishNode(change, node, response, {
    status: statusOf(event, response),
    source: event.source,
    reason: event.reason ?? LIVE_REASON,
    servedFrom: event.served_from ?? null,
    edited: event.edited ?? null,
    miss: null,
    durationMs: event.duration_ms,
    firstByteMs: event.first_byte_ms,
    httpStatus: event.http_status,
    streamed: event.streamed,
    error: errorOf(event, response),
    responseType: head.content_type,
    outputOrder,
  });
  if (event.streamed) {
    await change.store.nodes.setArrivals(runId, node.number, stream.arrivals);
    await change.store.nodes.deleteParts(runId, node.number);
  }
}

/**
 * The program is gone before the call ended: what came of it is its output. The parts are kept, so
 * that an end that turns up later still finds them.
 */
export async function abandonCall(change: Change, node: NodeRecord): Promise<void> {
  const parts = await change.store.nodes.parts(node.runId, node.number);
  const { bytes } = joinParts(parts);
  const content_type = bytes.length === 0 ? null : streamTypeOf(bytes);
  const head = { content_type, content_encoding: null, bytes: bytes.length };
  const record = await change.store.runs.get(node.runId);
  await finishNode(change, node, readCallResponse(answered(node), bytes, head), {
    status: "cancelled",
    source: node.summary.source,
    reason: (record?.run.replay ?? null) === null ? LIVE_REASON : REASON_LOST,
    servedFrom: null,
    edited: null,
    miss: null,
    durationMs: parts.at(-1)?.at ?? null,
    firstByteMs: parts[0]?.at ?? null,
    httpStatus: null,
    streamed: parts.length > 0,
    error: { message: "the program ended before the call did", status: null, code: null },
    responseType: content_type,
    outputOrder: null,
  });
}

type Ending = Omit<NodeFinish, "model" | "tokens" | "cost" | "preview" | "responseBody" | "output">;

async function finishNode(
  change: Change,
  node: NodeRecord,
  response: ReadResponse,
  ending: Ending,
): Promise<void> {
  const { store } = change;
  const raw = response.bytes.length > 0 ? await store.bodies.put(response.bytes) : null;
  const { shown, added } = await putShown(store.bodies, response.shown);
  await store.nodes.finish(node.runId, node.number, {
    ...ending,
    model: node.summary.model ?? response.model,
    tokens: response.tokens,
    cost: response.cost,
    preview: response.preview,
    responseBody: raw?.body ?? null,
    output: shown,
  });
  await store.attachments.put(node.runId, node.number, "output", response.attachments);
  await store.runs.addUsage(node.runId, {
    tokens: tokenDifference(response.tokens, node.summary.tokens),
    cost: costDifference(response.cost, node.summary.cost_usd),
    bytes: (raw?.added ?? 0) + added,
  });
  await announceNode(change, node, "node.updated");
}

/** What is known of a node's call when its response is read. */
export function answered(node: NodeRecord): AnsweredCall {
  const { model, url } = node.summary;
  return { operation: node.operation, model, url };
}

/**
 * An error may come in an answer that began well: in a stream (whose SDK then gives the rest up), or
 * in a body with status 200.
 */
function statusOf(event: CallEnd, response: ReadResponse): CallEnd["outcome"] {
  return response.error === null ? event.outcome : "error";
}

function errorOf(event: CallEnd, response: ReadResponse): NodeSummary["error"] {
  if (event.outcome !== "error" && event.error === null && response.error === null) return null;
  const message =
    response.error ??
    event.error?.message ??
    `the server answered ${event.http_status ?? "nothing"}`;
  const status = event.http_status !== null && event.http_status >= 400 ? event.http_status : null;
  return { message, status, code: event.error?.code ?? null };
}

/** A call may end twice: once because its program seemed gone, once by its own word. */
function tokenDifference(now: Tokens | null, before: Tokens | null): Tokens {
  return {
    input: (now?.input ?? 0) - (before?.input ?? 0),
    output: (now?.output ?? 0) - (before?.output ?? 0),
    cached: (now?.cached ?? 0) - (before?.cached ?? 0),
  };
}

function costDifference(now: number | null, before: number | null): number | null {
  return now === null && before === null ? null : (now ?? 0) - (before ?? 0);
}
