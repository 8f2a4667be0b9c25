// Editing a node, and taking an edit back. Runs in the server, each in one transaction: what is
// refused has changed nothing.
import { AoError } from "#src/errors.ts";
import type { EditAnswer, EditRequest } from "#src/protocol/edit.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { announceNode } from "#src/runs/call-start.ts";
import { assertEditable, assertEnded, assertReadable } from "#src/runs/edits/check-value.ts";
import { listedEdit } from "#src/runs/edits/list-edits.ts";
import { originalJson } from "#src/runs/edits/original.ts";
import { editState } from "#src/runs/edits/overlay.ts";
import { askedArguments } from "#src/runs/edits/tool-arguments.ts";
import { type WantedEdit, wantedEdit } from "#src/runs/edits/wanted-edit.ts";
import type { Change } from "#src/runs/journal.ts";
import { requireNode } from "#src/runs/node-detail.ts";
import { announceRun } from "#src/runs/run-events.ts";
import { jsonBody, shownValue } from "#src/runs/shown-body.ts";
import type { EditRecord, NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** Names a node by the ids that people use. */
export interface EditedNode {
  readonly runId: string;
  readonly nodeId: string;
}

/**
 * See {@link RunService.editNode}.
 * @throws AoError `not_found`, `conflict` or `bad_input`.
 */
export async function editNode(
  change: Change,
  at: EditedNode,
  request: EditRequest,
  now: number,
): Promise<EditAnswer> {
  const { store } = change;
  const asked = await requireNode(store, at.runId, at.nodeId);
  assertEnded(asked);
  const wanted = await wantedEdit(store, asked, request);
  const { node, side, value } = wanted;
  await assertEditable(store, node, side);
  await assertReadable(store, node, wanted);
  const before = await sideInForce(store, node);
  const kept = await keptAs(store, wanted);
  if (kept === "recorded") await store.edits.delete(node.runId, node.number);
  else {
    const stored = kept === "original" ? null : await store.bodies.put(jsonBody(value).bytes);
    await store.edits.put(toRecord(node, side, { body: stored?.body ?? null, now }));
  }
  return answer(change, node, { side, before, added: wanted.added });
}

/**
 * See {@link RunService.revertNode}.
 * @throws AoError `not_found` where there is no such node or it has no edit, `conflict` where the
 * original is no longer stored.
 */
export async function revertNode(change: Change, at: EditedNode, now: number): Promise<EditAnswer> {
  const { store } = change;
  const node = await requireNode(store, at.runId, at.nodeId);
  const own = await store.edits.get(node.runId, node.number);
  const inherited = node.summary.edited;
  const isEdited = own === null ? inherited !== null : own.body !== null;
  if (!isEdited) throw await notEdited(store, node);
  if (inherited !== null && (await originalJson(store, node, inherited)) === null) {
    throw new AoError(
      "conflict",
      `Cannot take back the edit of ${node.summary.id}: the original was in a run that is deleted`,
      { hint: "edit it to what it should be" },
    );
  }
  // An edit that the run was made with is recorded: only another can take it back.
  if (inherited === null) await store.edits.delete(node.runId, node.number);
  else await store.edits.put(toRecord(node, inherited, { body: null, now }));
  return answer(change, node, {
    side: own?.side ?? inherited ?? "output",
    before: null,
    added: [],
  });
}

function toRecord(
  node: NodeRecord,
  side: EditSide,
  { body, now }: { readonly body: number | null; readonly now: number },
): EditRecord {
  return { runId: node.runId, number: node.number, side, body, createdAt: now };
}

/** What stands at a node as it was recorded, or as it was before the run was made with an edit, is no edit. */
async function keptAs(
  store: StoreReader,
  { node, side, value }: WantedEdit,
): Promise<"edit" | "recorded" | "original"> {
  // An edit of the other side that the run was made with comes back with this one gone.
  const recorded = await shownValue(store.bodies, node[side]);
  if (Bun.deepEquals(recorded, value, true)) return "recorded";
  if (node.summary.edited !== side) return "edit";
  const original = await originalJson(store, node, side);
  const isOriginal = original !== null && Bun.deepEquals(JSON.parse(original), value, true);
  return isOriginal ? "original" : "edit";
}

async function sideInForce(store: StoreReader, node: NodeRecord): Promise<EditSide | null> {
  const own = await store.edits.get(node.runId, node.number);
  return editState(node, own ?? undefined).edited;
}

async function answer(
  change: Change,
  node: NodeRecord,
  done: {
    readonly side: EditSide;
    readonly before: EditSide | null;
    readonly added: readonly string[];
  },
): Promise<EditAnswer> {
  const { side, before, added } = done;
  const { store } = change;
  await announceNode(change, node, "node.updated");
  await announceRun(change, node.runId, "run.updated");
  const own = (await store.edits.get(node.runId, node.number)) ?? undefined;
  const { edited, taken_back } = editState(node, own);
  const isReplaced = before !== side && edited !== before;
  return {
    run_id: node.runId,
    node_id: node.summary.id,
    label: node.summary.label,
    side,
    edit: await listedEdit(store, node),
    taken_back,
    replaced: isReplaced ? before : null,
    added: [...added],
  };
}

async function notEdited(store: StoreReader, node: NodeRecord): Promise<AoError> {
  const { id, inferred } = node.summary;
  const asker = inferred ? (await askedArguments(store, node))?.asker : undefined;
  const isAskerEdited = asker !== undefined && (await listedEdit(store, asker)) !== null;
  return new AoError("not_found", `Cannot take back an edit of ${id}: it has none`, {
    hint: isAskerEdited
      ? `its arguments are edited in ${asker.summary.id}, which asked for it`
      : undefined,
  });
}
