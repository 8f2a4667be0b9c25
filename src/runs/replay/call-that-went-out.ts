// Follows an answer back to the call that brought it, which has the provider's timing: what came from the
// cache since came at once. Runs in the server; reads only.
import { nodeNumber } from "#src/store/node-id.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** The first that was sent of a call and those it repeats; the oldest that is stored where that is deleted. */
export async function callThatWentOut(store: StoreReader, node: NodeRecord): Promise<NodeRecord> {
  let found = node;
  // Each step leads to an earlier run; the bound is for a store in which it does not.
  for (let steps = 0; steps < LONGEST_CHAIN && found.summary.source !== "live"; steps++) {
    const { served_from: from } = found.summary;
    const before =
      from === null ? null : await store.nodes.get(from.run_id, nodeNumber(from.node_id));
    if (before === null) break;
    found = before;
  }
  return found;
}

const LONGEST_CHAIN = 1000;
