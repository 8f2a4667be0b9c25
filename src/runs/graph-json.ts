// The graph of a run as one JSON document, node by node, so that a large run is never in memory at
// once: bodies are put in as the JSON text they are stored as. Runs in the server.
import type { Edge, Graph } from "#src/protocol/graph.ts";
import { ownEdits, showNode } from "#src/runs/edits/overlay.ts";
import { createShowEdge } from "#src/runs/edits/shown-evidence.ts";
import type { EditRecord, NodeRecord, RunRecord } from "#src/store/records.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { StoreReader } from "#src/store/store.ts";

const PAGE = 200;
/** A piece of the document is at least this long, for each one costs a trip through a stream. */
const PIECE_LENGTH = 65_536;

/** The pieces of a {@link Graph} in the shape of `ao graph --json`. */
export async function* graphJson(reader: StoreReader, record: RunRecord): AsyncGenerator<string> {
  const { run } = record;
  const head = {
    session_id: run.session_id,
    run_id: run.run_id,
    parent_run_id: run.parent_run_id,
    status: run.status,
    version: run.version,
  } satisfies Omit<Graph, "nodes" | "edges">;
  let piece = `${JSON.stringify(head).slice(0, -1)},"nodes":[`;
  const edits = await ownEdits(reader, run.run_id);
  let last = 0;
  for (;;) {
    const page = await reader.nodes.page(run.run_id, last, PAGE);
    for (const node of page) {
      piece += `${last === 0 ? "" : ","}${await nodeJson(reader, node, edits.get(node.number))}`;
      last = node.number;
      if (piece.length >= PIECE_LENGTH) {
        yield piece;
        piece = "";
      }
    }
    if (page.length < PAGE) break;
  }
  piece += '],"edges":[';
  const showEdge = createShowEdge(reader, run.run_id, edits);
  let isFirst = true;
  for await (const edge of edgesUpTo(reader, run.run_id, last)) {
    piece += `${isFirst ? "" : ","}${JSON.stringify(await showEdge(edge))}`;
    isFirst = false;
    if (piece.length >= PIECE_LENGTH) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}]}`;
}

/**
 * The edges, as they were found, among the nodes numbered up to `last`. The run may go on: an edge to a node that came after
 * the last one read would lead nowhere.
 */
export async function* edgesUpTo(
  reader: StoreReader,
  runId: string,
  last: number,
): AsyncGenerator<Edge> {
  let after: Edge | null = null;
  for (;;) {
    const page: readonly Edge[] = await reader.edges.page(runId, after, PAGE);
    for (const edge of page) {
      if (nodeNumber(edge.source) <= last && nodeNumber(edge.target) <= last) yield edge;
    }
    if (page.length < PAGE) return;
    after = page.at(-1) ?? null;
  }
}

async function nodeJson(
  reader: StoreReader,
  node: NodeRecord,
  edit: EditRecord | undefined,
): Promise<string> {
  const { summary, input, output } = await showNode(reader, node, edit);
  return `${JSON.stringify(summary).slice(0, -1)},"input":${input},"output":${output}}`;
}
