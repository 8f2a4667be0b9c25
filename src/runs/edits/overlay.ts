// A node as it looks with a run's own edits over it. What was recorded is never changed, and an edit
// that the run was made with is a part of what was recorded: taking it back is for further re-runs, and
// leaves the node as the program had it. Runs in the server; reads only.
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { previewOf } from "#src/runs/read-call.ts";
import { shownJson } from "#src/runs/shown-body.ts";
import type { EditRecord, NodeRecord, ShownBody } from "#src/store/records.ts";
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
  const input = await shownJson(store.bodies, shownBody(node, "input", edit));
  const output = await shownJson(store.bodies, shownBody(node, "output", edit));
  if (edit === undefined) return { summary: node.summary, input, output };
  const isOutputOther = laidOver(edit, "output") !== null;
  const preview = isOutputOther ? previewOf(node, JSON.parse(output)) : node.summary.preview;
  return { summary: { ...node.summary, ...editState(node, edit), preview }, input, output };
}

/** The summary alone, for lists and deltas. */
export async function showSummary(
  store: StoreReader,
  node: NodeRecord,
  edit: EditRecord | undefined,
): Promise<NodeSummary> {
  return edit === undefined ? node.summary : (await showNode(store, node, edit)).summary;
}

/** What an own edit puts over a side; null where what was recorded is to be seen. */
export function laidOver(edit: EditRecord | undefined, side: EditSide): ShownBody | null {
  if (edit === undefined || edit.side !== side || edit.body === null) return null;
  return { body: edit.body, format: "json" };
}

/** What re-runs are made with at the node, and what they are not made with any more. */
export function editState(
  { summary: { edited: madeWith } }: NodeRecord,
  edit: EditRecord | undefined,
): Pick<NodeSummary, "edited" | "taken_back"> {
  if (edit === undefined) return { edited: madeWith, taken_back: null };
  const edited = edit.body === null ? null : edit.side;
  return { edited, taken_back: madeWith === edited ? null : madeWith };
}

function shownBody(
  node: NodeRecord,
  side: EditSide,
  edit: EditRecord | undefined,
): ShownBody | null {
  return laidOver(edit, side) ?? node[side];
}
