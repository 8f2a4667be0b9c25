// The start of a call becomes a running node. Runs in the server.
import type { Static } from "@sinclair/typebox";
import type { CallStart as CallStartSchema } from "#src/protocol/runner-event.ts";
import { showSummary } from "#src/runs/edits/overlay.ts";
import type { Change } from "#src/runs/journal.ts";
import { type ReadRequest, readCallRequest, wireBytes } from "#src/runs/read-call.ts";
import { putShown } from "#src/runs/shown-body.ts";
import type { IdenticalCalls } from "#src/store/records.ts";

type CallStart = Static<typeof CallStartSchema>;

/** Says so until the end of the call tells where its answer came from. */
const STILL_RUNNING = "the call is still running";

/** Stores a new node, `running`, and announces it. */
export async function startCall(change: Change, runId: string, event: CallStart): Promise<void> {
  const { store } = change;
  // A call is started once; a second start would be a second node for the same call.
  if ((await store.nodes.byCall(runId, event.call_id)) !== null) return;
  const request = readCallRequest(event);
  const identical = await store.nodes.identical(runId, request.inputHash);
  const raw = request.bytes === null ? null : await store.bodies.put(request.bytes);
  const asked = event.asked === undefined ? null : await store.bodies.put(wireBytes(event.asked));
  const { shown, added } = await putShown(store.bodies, request.shown);
  const number = await store.nodes.insert({
    runId,
    callId: event.call_id,
    engineKey: null,
    operation: event.operation,
    kind: event.kind,
    ...describe(request),
    status: "running",
    reason: STILL_RUNNING,
    startedAt: event.started_at,
    durationMs: null,
    url: event.url,
    location: event.location,
    stack: event.stack,
    occurrence: identical.count,
    retryOf: retriedCall(event, identical),
    preview: "",
    error: null,
    requestBody: raw?.body ?? null,
    requestType: event.request.content_type,
    askedBody: asked?.body ?? null,
    process: event.process ?? "0",
    method: event.method,
    input: shown,
    output: null,
    inputOrder: await store.runs.nextOrder(runId),
  });
  await store.attachments.put(runId, number, "input", request.attachments);
  await store.runs.addUsage(runId, {
    nodes: 1,
    bytes: (raw?.added ?? 0) + (asked?.added ?? 0) + added,
  });
  await announceNode(change, { runId, number }, "node.added");
}

/** The node as it now is. */
export async function announceNode(
  change: Change,
  node: { readonly runId: string; readonly number: number },
  type: "node.added" | "node.updated",
): Promise<void> {
  const record = await change.store.nodes.get(node.runId, node.number);
  const run = await change.store.runs.get(node.runId);
  if (record === null || run === null) return;
  const edit = (await change.store.edits.get(node.runId, node.number)) ?? undefined;
  await change.emit({
    type,
    session_id: run.run.session_id,
    run_id: node.runId,
    data: await showSummary(change.store, record, edit),
  });
}

function describe(request: ReadRequest) {
  const { label, provider, model, inputHash, streamed } = request;
  return { label, provider, model, inputHash, streamed };
}

/**
 * The failed call that this one repeats: where the client says that it tries again, or where no
 * identical request succeeded since. Each failure is retried once, so that a chain of them is a chain.
 */
export function retriedCall(
  event: Pick<CallStart, "retry">,
  { openFailure, newestSuccess }: IdenticalCalls,
): number | null {
  if (openFailure === null) return null;
  return event.retry > 0 || newestSuccess === null || newestSuccess < openFailure
    ? openFailure
    : null;
}
