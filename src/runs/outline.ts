// A run without bodies. Runs in the server.
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { StoreReader } from "#src/store/store.ts";

const PAGE = 1000;

/** See {@link RunService.outline}. */
export async function readOutline(store: StoreReader, runId: string): Promise<RunOutline> {
  const { run } = await requireRun(store, runId);
  const nodes: NodeSummary[] = [];
  let last = 0;
  for (;;) {
    const page = await store.nodes.page(runId, last, PAGE);
    for (const node of page) nodes.push(node.summary);
    last = page.at(-1)?.number ?? last;
    if (page.length < PAGE) break;
  }
  const edges = (await store.edges.list(runId)).filter(
    ({ source, target }) => nodeNumber(source) <= last && nodeNumber(target) <= last,
  );
  return { run, nodes, edges };
}
