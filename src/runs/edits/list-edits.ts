// The edits of a run and its subruns as people see them: those in force, with what they replace. Runs in
// the server; reads only.
import type { Edit } from "#src/protocol/edit.ts";
import { effectiveEdits } from "#src/runs/edits/effective-edits.ts";
import { originalJson } from "#src/runs/edits/original.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { withSubruns } from "#src/runs/subruns.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** See {@link RunService.listEdits}. @throws AoError `not_found`. */
export async function listEdits(store: StoreReader, runId: string): Promise<readonly Edit[]> {
  await requireRun(store, runId);
  const edits: Edit[] = [];
  // All of them are in force where the run is run again.
  for (const each of await withSubruns(store, runId)) {
    for (const number of (await effectiveEdits(store, each)).keys()) {
      const node = await store.nodes.get(each, number);
      const edit = node === null ? null : await listedEdit(store, node);
      if (edit !== null) edits.push(edit);
    }
  }
  return edits;
}

/** The edit of a node that is in force, or null. */
export async function listedEdit(store: StoreReader, node: NodeRecord): Promise<Edit | null> {
  const own = await store.edits.get(node.runId, node.number);
  const side = own?.side ?? node.summary.edited;
  if (side === null || (own !== null && own.body === null)) return null;
  const body = own === null || own.body === null ? null : own.body;
  const shown = body === null ? node[side] : { body, format: "json" as const };
  const original = await originalJson(store, node, side);
  return {
    run_id: node.runId,
    subrun: (await requireRun(store, node.runId)).run.path,
    node_id: node.summary.id,
    side,
    value: await shownValue(store.bodies, shown),
    original: original === null ? null : (JSON.parse(original) as unknown),
    inherited: own === null,
    created_at: new Date(own?.createdAt ?? node.startedAt).toISOString(),
  };
}
