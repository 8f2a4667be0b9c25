// Stores what the matching engine found: inferred tool calls as nodes, and edges. Storing the same
// findings twice changes nothing. Runs in the server.
import type { Edge, Evidence } from "#src/protocol/graph.ts";
import { announceNode } from "#src/runs/call-start.ts";
import { isReplacedResult } from "#src/runs/edits/tool-results.ts";
import type { Change } from "#src/runs/journal.ts";
import type { Findings, FoundEdge, InferredTool } from "#src/runs/provenance-link.ts";
import { previewOf } from "#src/runs/read-call.ts";
import { jsonBody, putShown } from "#src/runs/shown-body.ts";
import { nodeId, nodeNumber } from "#src/store/node-id.ts";

/** True where there was something new. */
export async function storeFindings(
  change: Change,
  runId: string,
  findings: Findings,
): Promise<boolean> {
  let isNew = false;
  for (const tool of findings.tools) isNew = (await storeTool(change, runId, tool)) || isNew;
  for (const edge of findings.edges) isNew = (await storeEdge(change, runId, edge)) || isNew;
  if (findings.tools.length > 0) await markReplaced(change, runId, findings.tools);
  return isNew;
}

/** Says of tools whose result an edit replaced that it did; told by the edges that lead from them. */
async function markReplaced(
  change: Change,
  runId: string,
  tools: readonly InferredTool[],
): Promise<void> {
  const { store } = change;
  const replay = (await store.runs.get(runId))?.run.replay ?? null;
  if (replay === null || replay.edits.length === 0) return;
  for (const tool of tools) {
    const number = await store.nodes.byEngineKey(runId, tool.key);
    const node = number === null ? null : await store.nodes.get(runId, number);
    if (node === null || !(await isReplacedResult(store, node))) continue;
    await store.nodes.setEdited(runId, node.number, "output");
    await announceNode(change, node, "node.updated");
  }
}

async function storeTool(change: Change, runId: string, tool: InferredTool): Promise<boolean> {
  const { store } = change;
  if ((await store.nodes.byEngineKey(runId, tool.key)) !== null) return false;
  const input = await putShown(store.bodies, jsonBody(tool.input));
  const output = await putShown(store.bodies, jsonBody(tool.output));
  const preview = previewOf({ operation: null, summary: { url: null } }, tool.output);
  const number = await store.nodes.insert({
    runId,
    callId: null,
    askedBody: null,
    process: "0",
    method: null,
    engineKey: tool.key,
    operation: null,
    kind: "tool",
    label: tool.name,
    provider: "tool",
    model: null,
    status: tool.isError ? "error" : "ok",
    reason: "the program ran it: known from the messages around it",
    startedAt: tool.startedAt,
    durationMs: Math.max(0, tool.endedAt - tool.startedAt),
    url: null,
    location: null,
    stack: null,
    inputHash: null,
    occurrence: 0,
    retryOf: null,
    streamed: false,
    preview,
    error: tool.isError
      ? { message: preview || "the tool failed", status: null, code: null }
      : null,
    requestBody: null,
    requestType: null,
    input: input.shown,
    output: output.shown,
    inputOrder: null,
  });
  await store.runs.addUsage(runId, { nodes: 1, bytes: input.added + output.added });
  await announceNode(change, { runId, number }, "node.added");
  return true;
}

async function storeEdge(change: Change, runId: string, found: FoundEdge): Promise<boolean> {
  const { store } = change;
  const source = await nodeOfKey(change, runId, found.source);
  const target = await nodeOfKey(change, runId, found.target);
  // The engine only knows nodes it was given or has made.
  if (source === null || target === null) return false;
  const known = await store.edges.get(runId, source, target);
  const evidence = merge(known?.evidence ?? [], found.evidence);
  if (known !== null && evidence.length === known.evidence.length) return false;
  const edge: Edge = { source, target, evidence };
  const isNew = await store.edges.put(runId, edge);
  if (isNew) await store.runs.addUsage(runId, { edges: 1 });
  const record = await store.runs.get(runId);
  if (record === null) return isNew;
  const { session_id } = record.run;
  await change.emit({ type: "edge.added", session_id, run_id: runId, data: edge });
  return true;
}

/** The engine's key of an intercepted node is its id. */
async function nodeOfKey(change: Change, runId: string, key: string): Promise<string | null> {
  if (nodeNumber(key) > 0) return key;
  const number = await change.store.nodes.byEngineKey(runId, key);
  return number === null ? null : nodeId(number);
}

function merge(known: readonly Evidence[], found: readonly Evidence[]): Evidence[] {
  const merged = new Map<string, Evidence>();
  for (const one of [...known, ...found]) {
    const key = JSON.stringify([
      one.kind,
      one.input_path,
      one.input_span,
      one.output_path,
      one.output_span,
    ]);
    if (!merged.has(key)) merged.set(key, one);
  }
  return [...merged.values()];
}
