// A call that was answered with what is recorded of the very same request becomes a node like that one:
// nothing is read, counted or stored anew. Runs in the server.
import type { CallServed, RecordedBody } from "#src/protocol/runner-event.ts";
import { endCall } from "#src/runs/call-end.ts";
import { announceNode, retriedCall, startCall } from "#src/runs/call-start.ts";
import type { Change } from "#src/runs/journal.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { NodeRecord } from "#src/store/records.ts";

/** Stores a new node, ended, and announces it. */
export async function serveCall(change: Change, runId: string, event: CallServed): Promise<void> {
  const { store } = change;
  const source = await recordedCall(change, runId, event);
  if (source === null) return serveForgotten(change, runId, event);
  const { tokens, cost_usd: cost, input_hash: hash } = source.summary;
  const identical = await store.nodes.identical(runId, hash ?? "");
  const number = await store.nodes.insertServed({
    from: { runId: source.runId, number: source.number },
    runId,
    callId: event.call_id,
    reason: event.reason,
    url: event.url,
    location: event.location,
    stack: event.stack,
    process: event.process ?? "0",
    startedAt: event.started_at,
    durationMs: event.duration_ms,
    firstByteMs: event.first_byte_ms,
    occurrence: identical.count,
    retryOf: retriedCall(event, identical),
    inputOrder: await store.runs.nextOrder(runId),
    outputOrder: await store.runs.nextOrder(runId),
  });
  if (number === null) return;
  await store.runs.addUsage(runId, { nodes: 1, cost, ...(tokens === null ? {} : { tokens }) });
  await announceNode(change, { runId, number }, "node.added");
}

/** A runner may only name what its session has recorded. */
async function recordedCall(
  { store }: Change,
  runId: string,
  { served_from: from }: CallServed,
): Promise<NodeRecord | null> {
  const source = await store.nodes.get(from.run_id, nodeNumber(from.node_id));
  if (source === null) return null;
  const recorded = await store.runs.get(source.runId);
  const run = await store.runs.get(runId);
  return recorded?.run.session_id === run?.run.session_id ? source : null;
}

/** What it repeats was deleted meanwhile: that there was a call is all that is left to say. */
async function serveForgotten(change: Change, runId: string, event: CallServed): Promise<void> {
  const { call_id, operation, kind, url, started_at, location, stack, retry } = event;
  await startCall(change, runId, {
    type: "call-start",
    call_id,
    operation,
    kind,
    url,
    started_at,
    location,
    stack,
    retry,
    ...(event.process === undefined ? {} : { process: event.process }),
    configured_label: null,
    method: "POST",
    request: DELETED,
  });
  await endCall(change, runId, {
    type: "call-end",
    call_id,
    outcome: "ok",
    http_status: null,
    response: DELETED,
    streamed: false,
    first_byte_ms: event.first_byte_ms,
    duration_ms: event.duration_ms,
    error: null,
    source: "cache",
    reason: event.reason,
    served_from: event.served_from,
  });
}

const DELETED: RecordedBody = {
  encoding: "utf8",
  content: "",
  bytes: 0,
  content_type: null,
  content_encoding: null,
  omitted: "the recorded call that it repeats was deleted",
};
