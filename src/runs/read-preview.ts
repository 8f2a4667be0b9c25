// Reads what a preview of a re-run is made from. Runs in the server; reads only.
import type { NodeSummary } from "#src/protocol/graph.ts";
import { EXACT, type EditSide, type ReplayOptions } from "#src/protocol/replay.ts";
import { type EffectiveEdit, effectiveEdits } from "#src/runs/edits/effective-edits.ts";
import { type EditedValue, keepsEvidence } from "#src/runs/edits/keeps-evidence.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { readOutline } from "#src/runs/outline.ts";
import { canBeFound } from "#src/runs/replay/asked-at.ts";
import { recordedCalls } from "#src/runs/replay/recorded-calls.ts";
import { planEntries, slotOf } from "#src/runs/replay/replay-entries.ts";
import { runFamilies } from "#src/runs/replay/run-family.ts";
import { type CallsPreview, previewRerun } from "#src/runs/rerun-preview.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { nodeId } from "#src/store/node-id.ts";
import type { RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** See {@link RunService.previewRerun}. */
export async function readPreview(
  store: StoreReader,
  runId: string,
  options: ReplayOptions,
): Promise<CallsPreview> {
  const record = await requireRun(store, runId);
  const { nodes, edges } = await readOutline(store, runId);
  const edits = new Map<string, EditSide>();
  const values = new Map<string, EditedValue>();
  const holding = new Set<string>();
  const effective = options.edits === false ? [] : (await effectiveEdits(store, runId)).values();
  for (const edit of effective) {
    // What the run was made with has been sent, and has an answer like any other call.
    if (edit.body === null || (edit.from === "inherited" && edit.side === "input")) continue;
    const id = nodeId(edit.number);
    edits.set(id, edit.side);
    if (await holdsInPlace(store, runId, edit)) holding.add(id);
    if (edit.side === "output") values.set(id, await editedValue(store, edit));
  }
  return previewRerun({
    runId: record.run.run_id,
    nodes,
    edges,
    edits,
    holds: (id) => holding.has(id),
    isAnswered: await answeredNodes(store, record, options),
    isUnchanged: (edge) => {
      const value = values.get(edge.source);
      return value !== undefined && keepsEvidence(edge, value);
    },
    options,
  });
}

/** Whether the session has an answer to what a call of the run asks, as it would be looked for. */
async function answeredNodes(
  store: StoreReader,
  record: RunRecord,
  { match: rule = EXACT, cache = true }: ReplayOptions,
): Promise<(node: NodeSummary) => boolean> {
  const { run_id: runId, session_id: sessionId } = record.run;
  const families = runFamilies(await store.runs.listOf(sessionId), runId);
  const plan = { store, rule, families, runId, edits: new Map(), cache };
  const slots = new Set((await planEntries(plan)).map(slotOf));
  const answered = new Set<string>();
  for await (const call of recordedCalls(store, record, rule)) {
    if (slots.has(slotOf({ ...call, process: call.node.process })))
      answered.add(call.node.summary.id);
  }
  return ({ id }) => answered.has(id);
}

/** What a tool of the program answers is its own: its edit holds for the recorded result alone. */
async function holdsInPlace(
  store: StoreReader,
  runId: string,
  { number }: EffectiveEdit,
): Promise<boolean> {
  const node = await store.nodes.get(runId, number);
  return node !== null && !node.summary.inferred && canBeFound(store, node);
}

async function editedValue(store: StoreReader, edit: EffectiveEdit): Promise<EditedValue> {
  const after = await shownValue(store.bodies, edit.body);
  // The run was made with it: what its calls asked has the edit already, and so has its answer.
  if (edit.from === "inherited") return { before: after, after };
  return { before: await shownValue(store.bodies, edit.original?.output ?? null), after };
}
