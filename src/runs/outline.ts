// A run without bodies. Runs in the server.
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { ownEdits, showSummary } from "#src/runs/edits/overlay.ts";
import { createShowEdge } from "#src/runs/edits/shown-evidence.ts";
import { edgesUpTo } from "#src/runs/graph-json.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import type { StoreReader } from "#src/store/store.ts";

const PAGE = 1000;

/** See {@link RunService.outline}. */
export async function readOutline(store: StoreReader, runId: string): Promise<RunOutline> {
  const { run } = await requireRun(store, runId);
  const nodes: NodeSummary[] = [];
  const edits = await ownEdits(store, runId);
  let last = 0;
  for (;;) {
    const page = await store.nodes.page(runId, last, PAGE);
    for (const node of page) nodes.push(await showSummary(store, node, edits.get(node.number)));
    last = page.at(-1)?.number ?? last;
    if (page.length < PAGE) break;
  }
  const showEdge = createShowEdge(store, runId, edits);
  const edges: Edge[] = [];
  for await (const edge of edgesUpTo(store, runId, last)) edges.push(await showEdge(edge));
  return { run, nodes, edges };
}
