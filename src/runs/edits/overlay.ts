// A node as it looks with a run's own edits over it. What was recorded is never changed, and an edit
// that the run was made with is a part of what was recorded. Runs in the server; reads only.
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { originalJson } from "#src/runs/edits/original.ts";
import { previewOf } from "#src/runs/read-call.ts";
import { shownJson } from "#src/runs/shown-body.ts";
import type { EditRecord, NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** A node as people see it; the bodies are JSON texts. */
export interface ShownNode extends Readonly<Record<EditSide, string>> {
  readonly summary: NodeSummary;
}

/** A run's own edits by the numbers of their nodes: mostly none, so that nothing is asked per node. */
export async function ownEdits(
  store: StoreReader,
  runId: string,
): Promise<ReadonlyMap<number, EditRecord>> {
  return new Map((await store.edits.of(runId)).map((edit) => [edit.number, edit]));
}

/** The node with its edit, if it has one. */
export async function showNode(
  store: StoreReader,
  node: NodeRecord,
  edit: EditRecord | undefined,
): Promise<ShownNode> {
  if (edit === undefined) {
    const input = await shownJson(store.bodies, node.input);
    return { summary: node.summary, input, output: await shownJson(store.bodies, node.output) };
  }
  const input = await shownSide(store, node, { side: "input", edit });
  const output = await shownSide(store, node, { side: "output", edit });
  const edited = edit.body === null ? null : edit.side;
  const isOutputOther = edit.side === "output" || node.summary.edited === "output";
  const preview = isOutputOther ? previewOf(node, JSON.parse(output)) : node.summary.preview;
  return { summary: { ...node.summary, edited, preview }, input, output };
}

/** The summary alone, for lists and deltas. */
export async function showSummary(
  store: StoreReader,
  node: NodeRecord,
  edit: EditRecord | undefined,
): Promise<NodeSummary> {
  return edit === undefined ? node.summary : (await showNode(store, node, edit)).summary;
}

/** The JSON of one side. An own edit also puts an edit of the other side back that the run was made with. */
export async function shownSide(
  store: StoreReader,
  node: NodeRecord,
  { side, edit }: { readonly side: EditSide; readonly edit: EditRecord | undefined },
): Promise<string> {
  if (edit !== undefined && edit.side === side && edit.body !== null) {
    return shownJson(store.bodies, { body: edit.body, format: "json" });
  }
  const isTakenBack = edit !== undefined && node.summary.edited === side;
  const original = isTakenBack ? await originalJson(store, node, side) : null;
  return original ?? shownJson(store.bodies, node[side]);
}
