// Reads what a preview of a re-run is made from. Runs in the server; reads only.
import type { RerunPreview } from "#src/protocol/http-api.ts";
import type { Edge } from "#src/protocol/graph.ts";
import { valueAt } from "#src/protocol/json.ts";
import type { EditSide, ReplayOptions } from "#src/protocol/replay.ts";
import { type EffectiveEdit, effectiveEdits } from "#src/runs/edits/effective-edits.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { readOutline } from "#src/runs/outline.ts";
import { previewRerun } from "#src/runs/rerun-preview.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { nodeId } from "#src/store/node-id.ts";
import type { StoreReader } from "#src/store/store.ts";

/** See {@link RunService.previewRerun}. */
export async function readPreview(
  store: StoreReader,
  runId: string,
  options: ReplayOptions,
): Promise<RerunPreview> {
  const record = await requireRun(store, runId);
  const { nodes, edges } = await readOutline(store, runId);
  const edits = new Map<string, EditSide>();
  const values = new Map<string, EditedValue>();
  const effective = options.edits === false ? [] : (await effectiveEdits(store, runId)).values();
  for (const edit of effective) {
    if (edit.body === null) continue;
    const id = nodeId(edit.number);
    edits.set(id, edit.side);
    if (edit.side === "output") values.set(id, await editedValue(store, edit));
  }
  return previewRerun({
    runId: record.run.run_id,
    nodes,
    edges,
    edits,
    isAnswered: (node) => node.status === "ok" && node.input_hash !== null && !record.cacheErased,
    isUnchanged: (edge) => isUnchanged(edge, values.get(edge.source)),
    options,
  });
}

interface EditedValue {
  readonly before: unknown;
  readonly after: unknown;
}

async function editedValue(store: StoreReader, edit: EffectiveEdit): Promise<EditedValue> {
  return {
    before: await shownValue(store.bodies, edit.original?.output ?? null),
    after: await shownValue(store.bodies, edit.body),
  };
}

/** All that the edge's evidence rests on is still in the output, character for character. */
function isUnchanged(edge: Edge, value: EditedValue | undefined): boolean {
  if (value === undefined || edge.evidence.length === 0) return false;
  return edge.evidence.every(({ output_path: path, output_span: span }) => {
    const before = valueAt(value.before, path);
    const after = valueAt(value.after, path);
    if (span === null || typeof before !== "string" || typeof after !== "string") {
      return before !== undefined && Bun.deepEquals(before, after);
    }
    return after.includes(before.slice(...span));
  });
}
