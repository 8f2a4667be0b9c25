// What a re-run of a run starts from at a node: what a further edit changes. It is what the node shows,
// but for an edit that the run was made with and that is taken back. Runs in the server; reads only.
import type { EditSide } from "#src/protocol/replay.ts";
import { originalJson } from "#src/runs/edits/original.ts";
import { laidOver } from "#src/runs/edits/overlay.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** The value of one side. An own edit also takes back one of the other side that the run was made with. */
export async function valueForReruns(
  store: StoreReader,
  node: NodeRecord,
  side: EditSide,
): Promise<unknown> {
  const edit = (await store.edits.get(node.runId, node.number)) ?? undefined;
  const own = laidOver(edit, side);
  if (own !== null) return shownValue(store.bodies, own);
  const isTakenBack = edit !== undefined && node.summary.edited === side;
  const original = isTakenBack ? await originalJson(store, node, side) : null;
  return original === null
    ? shownValue(store.bodies, node[side])
    : (JSON.parse(original) as unknown);
}
