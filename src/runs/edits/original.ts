// What was recorded in place of an edit. Runs in the server; reads only.
import type { EditSide } from "#src/protocol/replay.ts";
import { operationById } from "#src/providers/registry.ts";
import { originalNode } from "#src/runs/edits/effective-edits.ts";
import { askedResult, carriedResult } from "#src/runs/edits/tool-results.ts";
import { requestValue } from "#src/runs/recorded-body.ts";
import { shownJson } from "#src/runs/shown-body.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** The JSON of a side of a node as it was before any edit; null where it is no longer stored. */
export async function originalJson(
  store: StoreReader,
  node: NodeRecord,
  side: EditSide,
): Promise<string | null> {
  if (node.summary.edited !== side) return shownJson(store.bodies, node[side]);
  if (node.summary.inferred) return toolOriginal(store, node);
  const found = await originalNode(store, node, side);
  if (found === null) return null;
  if (found.summary.edited !== side || found.askedBody === null) {
    return shownJson(store.bodies, found[side]);
  }
  const value = await requestValue(store, found, found.askedBody);
  const shown = operationById(found.operation ?? "")?.inputOf?.(value) ?? value;
  return JSON.stringify(shown) ?? "null";
}

async function toolOriginal(store: StoreReader, tool: NodeRecord): Promise<string | null> {
  const carried = await carriedResult(store, tool);
  const asked = carried === null ? null : await askedResult(store, carried);
  return asked === null ? null : (JSON.stringify(asked.content) ?? "null");
}
