// The edits that are in force for the re-runs of a run: its own, and those that it was made with
// itself, unless they were taken back. Runs in the server; reads only.
import type { EditSide } from "#src/protocol/replay.ts";
import type { EditRecord, NodeRecord, ShownBody } from "#src/store/records.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { StoreReader } from "#src/store/store.ts";

/** What a re-run of a run does otherwise at one node. */
export interface EffectiveEdit {
  readonly number: number;
  readonly side: EditSide;
  /** `inherited`: the run was made with it, and its node shows it as recorded. */
  readonly from: "own" | "inherited";
  /**
   * What stands in place of the original; null: the run was made with an edit, and shows it, but that
   * is taken back, and re-runs have the original again.
   */
  readonly body: ShownBody | null;
  /**
   * The node that has the original of that side: itself, or the recorded one that it repeats. An
   * original input stands in `askedBody` where that is not null. Null where it is no longer stored,
   * and for an inherited result of a tool of the program's own (see `originalJson()`).
   */
  readonly original: NodeRecord | null;
  readonly createdAt: number;
}

/** By the numbers of the nodes, in their order; edits of tools that were inferred among them. */
export async function effectiveEdits(
  store: StoreReader,
  runId: string,
): Promise<ReadonlyMap<number, EffectiveEdit>> {
  const edits: EffectiveEdit[] = [];
  const own = new Map((await store.edits.of(runId)).map((edit) => [edit.number, edit]));
  for (const edit of own.values()) {
    const node = await store.nodes.get(runId, edit.number);
    if (node !== null) edits.push(await toOwn(store, node, edit));
  }
  for (const node of await store.nodes.edited(runId)) {
    const side = node.summary.edited;
    if (side !== null && !own.has(node.number)) edits.push(await toInherited(store, node, side));
  }
  edits.sort((a, b) => a.number - b.number);
  return new Map(edits.map((edit) => [edit.number, edit]));
}

/**
 * The node that has the original of a side of `node`: the first of those it repeats that was not made
 * with an edit of it.
 */
export async function originalNode(
  store: StoreReader,
  node: NodeRecord,
  side: EditSide,
): Promise<NodeRecord | null> {
  let found: NodeRecord | null = node;
  // Each step leads to an earlier run; the bound is for a store in which it does not.
  for (let steps = 0; found !== null && steps < LONGEST_CHAIN; steps++) {
    if (hasOriginal(found, side)) return found;
    const from: NodeRecord["summary"]["served_from"] = found.summary.served_from;
    found = from === null ? null : await store.nodes.get(from.run_id, nodeNumber(from.node_id));
  }
  return null;
}

const LONGEST_CHAIN = 1000;

function hasOriginal(node: NodeRecord, side: EditSide): boolean {
  return node.summary.edited !== side || (side === "input" && node.askedBody !== null);
}

async function toOwn(
  store: StoreReader,
  node: NodeRecord,
  edit: EditRecord,
): Promise<EffectiveEdit> {
  const { number, side, body, createdAt } = edit;
  return {
    number,
    side,
    from: "own",
    body: body === null ? null : { body, format: "json" },
    original: await originalNode(store, node, side),
    createdAt,
  };
}

async function toInherited(
  store: StoreReader,
  node: NodeRecord,
  side: EditSide,
): Promise<EffectiveEdit> {
  return {
    number: node.number,
    side,
    from: "inherited",
    body: node[side],
    original: await originalNode(store, node, side),
    createdAt: node.startedAt,
  };
}
