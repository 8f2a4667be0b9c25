// A node with everything there is about it. Runs in the server.
import { AoError } from "#src/errors.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { originalJson } from "#src/runs/edits/original.ts";
import { ownEdits, showNode } from "#src/runs/edits/overlay.ts";
import { createShowEdge } from "#src/runs/edits/shown-evidence.ts";
import { unknown } from "#src/runs/find-reference.ts";
import { nodeId, nodeNumber } from "#src/store/node-id.ts";
import type { NodeRecord, RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";
import { joinParts } from "#src/runs/stream-body.ts";

/** @throws AoError `not_found`. */
export async function requireRun(store: StoreReader, runId: string): Promise<RunRecord> {
  const record = await store.runs.get(runId);
  if (record === null) throw unknown("run", runId, null);
  return record;
}

/** @throws AoError `not_found`, naming the nodes there are. */
export async function requireNode(
  store: StoreReader,
  runId: string,
  id: string,
): Promise<NodeRecord> {
  const { run } = await requireRun(store, runId);
  const node = await store.nodes.get(runId, nodeNumber(id));
  if (node !== null) return node;
  throw new AoError("not_found", `Cannot find node "${id}": run ${runId} has no such node`, {
    hint: run.nodes > 0 ? `its nodes are ${nodeId(1)} to ${nodeId(run.nodes)}` : undefined,
  });
}

/** See {@link RunService.node}. */
export async function readNodeDetail(
  store: StoreReader,
  runId: string,
  id: string,
): Promise<NodeDetail> {
  const { run } = await requireRun(store, runId);
  const node = await requireNode(store, runId, id);
  const edits = await ownEdits(store, runId);
  const edit = edits.get(node.number);
  const { summary, input, output } = await showNode(store, node, edit);
  const edges = await store.edges.of(runId, id);
  const showEdge = createShowEdge(store, runId, edits);
  return {
    ...summary,
    input: JSON.parse(input) as unknown,
    output: JSON.parse(output) as unknown,
    session_id: run.session_id,
    run_id: runId,
    original: await originalOf(store, node, {
      side: summary.edited ?? summary.taken_back,
      inherited: edit === undefined || summary.edited === null,
    }),
    stack: await store.nodes.stack(runId, node.number),
    chunks: await arrivalsOf(store, node),
    edges_in: await Promise.all(edges.in.map(showEdge)),
    edges_out: await Promise.all(edges.out.map(showEdge)),
  };
}

async function originalOf(
  store: StoreReader,
  node: NodeRecord,
  edit: { readonly side: NodeDetail["edited"]; readonly inherited: boolean },
): Promise<NodeDetail["original"]> {
  const { side, inherited } = edit;
  const original = side === null ? null : await originalJson(store, node, side);
  if (side === null || original === null) return null;
  return { side, value: JSON.parse(original) as unknown, inherited };
}

/** Of a running stream: those so far. */
async function arrivalsOf(store: StoreReader, node: NodeRecord): Promise<NodeDetail["chunks"]> {
  const arrivals = await store.nodes.arrivals(node.runId, node.number);
  if (arrivals.length > 0) return arrivals;
  return joinParts(await store.nodes.parts(node.runId, node.number)).arrivals;
}
