// The edits that a re-run is made with, as its runner meets them: bodies as they go over the wire.
// Runs in the server.
import type { ToolResultEdit } from "#src/protocol/replay-file.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { type EffectiveEdit, effectiveEdits } from "#src/runs/edits/effective-edits.ts";
import { toolResultEdits } from "#src/runs/edits/tool-results.ts";
import { wireRequest, wireResponse } from "#src/runs/edits/wire-body.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** What stands in the place of one side of a call. */
export interface CallEdit {
  readonly node: NodeRecord;
  readonly side: EditSide;
  /** The body as it goes over the wire. */
  readonly body: unknown;
}

export interface EditsInForce {
  /** Of intercepted calls, by the node's id. */
  readonly calls: ReadonlyMap<string, CallEdit>;
  /** Calls whose output was edited when the run was made and is not any more: who has the original. */
  readonly restored: ReadonlyMap<string, NodeRecord>;
  /** Of the program's own tools. */
  readonly toolResults: readonly ToolResultEdit[];
}

/** The edits of one run, those that it inherited among them. */
export async function editsInForce(store: StoreReader, runId: string): Promise<EditsInForce> {
  const calls = new Map<string, CallEdit>();
  const restored = new Map<string, NodeRecord>();
  for (const [number, edit] of await effectiveEdits(store, runId)) {
    const node = await store.nodes.get(runId, number);
    // What a tool of the program answered is replaced in the requests that carry it.
    if (node === null || node.summary.inferred) continue;
    const { id } = node.summary;
    if (edit.body !== null) calls.set(id, await toCallEdit(store, node, edit));
    else if (edit.side === "output" && edit.original !== null) restored.set(id, edit.original);
  }
  return { calls, restored, toolResults: await toolResultEdits(store, runId) };
}

async function toCallEdit(
  store: StoreReader,
  node: NodeRecord,
  { side, body }: EffectiveEdit,
): Promise<CallEdit> {
  const value = await shownValue(store.bodies, body);
  const toWire = side === "input" ? wireRequest : wireResponse;
  return { node, side, body: await toWire(store, node, value) };
}
