// Reads what a preview of a re-run is made from: the calls of the program, those of its subruns among
// them, and the edits in force. Runs in the server; reads only.
import type { Edge } from "#src/protocol/graph.ts";
import { EXACT, type EditSide, type ReplayOptions } from "#src/protocol/replay.ts";
import { edgesAcross } from "#src/runs/edges-across.ts";
import { effectiveEdits } from "#src/runs/edits/effective-edits.ts";
import { type EditedValue, keepsEvidence } from "#src/runs/edits/keeps-evidence.ts";
import { edgesUpTo } from "#src/runs/graph-json.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { nodeKey } from "#src/runs/node-key.ts";
import { canBeFound } from "#src/runs/replay/asked-at.ts";
import { recordedCalls } from "#src/runs/replay/recorded-calls.ts";
import { planEntries, slotOf } from "#src/runs/replay/replay-entries.ts";
import { type RunFamily, runFamilies, runsWithin } from "#src/runs/replay/run-family.ts";
import { type CallsPreview, previewRerun } from "#src/runs/rerun-preview.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import type { NodeRecord, RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** See {@link RunService.previewRerun}. */
export async function readPreview(
  store: StoreReader,
  runId: string,
  options: ReplayOptions,
): Promise<CallsPreview> {
  const { run } = await requireRun(store, runId);
  const families = runFamilies(await store.runs.listOf(run.session_id), runId);
  const wanted = { families, members: families[0]?.members ?? [], runId, options };
  const nodes = await nodesOf(store, wanted);
  const answered = await answeredNodes(store, wanted);
  const edits = await editsOf(store, wanted, answered);
  const anew = answeredAnew(nodes, answered);
  const paths = new Map(wanted.members.map((record) => [record.run.run_id, record.run.path]));
  return previewRerun({
    runId,
    nodes: nodes.map(({ runId: of, summary }) => ({
      runId: of,
      subrun: paths.get(of) ?? null,
      summary,
    })),
    // Where nothing changes, or all goes out, there is nothing to follow.
    edges: edits.sides.size + anew.size === 0 ? [] : await edgesOf(store, wanted, nodes),
    edits: edits.sides,
    holds: (key) => edits.holding.has(key),
    isAnswered: (key) => answered.has(key),
    anew,
    isUnchanged: (edge) => {
      const value = edits.values.get(edge.source);
      return value !== undefined && keepsEvidence(edge, value);
    },
    options,
  });
}

/** What is to be run again, and what the program's run holds. */
interface Wanted {
  readonly runId: string;
  readonly options: ReplayOptions;
  readonly members: readonly RunRecord[];
  /** Of the session; the members' first. */
  readonly families: readonly RunFamily[];
}

const PAGE = 1000;

/** The nodes of one run in their order, those of several in the order of time. */
async function nodesOf(store: StoreReader, { members }: Wanted): Promise<NodeRecord[]> {
  const nodes: NodeRecord[] = [];
  for (const { run } of members) {
    for (let last = 0; ;) {
      const page = await store.nodes.page(run.run_id, last, PAGE);
      nodes.push(...page);
      last = page.at(-1)?.number ?? last;
      if (page.length < PAGE) break;
    }
  }
  return members.length === 1 ? nodes : nodes.sort((a, b) => a.startedAt - b.startedAt);
}

/** Those that are stored, and in a program with subruns those between its runs, which are not. */
async function edgesOf(
  store: StoreReader,
  { members }: Wanted,
  nodes: readonly NodeRecord[],
): Promise<Edge[]> {
  const edges = members.length === 1 ? [] : await edgesAcross(store, nodes);
  for (const { run } of members) {
    for await (const edge of edgesUpTo(store, run.run_id, Infinity)) {
      const source = nodeKey(run.run_id, edge.source);
      edges.push({ ...edge, source, target: nodeKey(run.run_id, edge.target) });
    }
  }
  return edges;
}

interface PreviewedEdits {
  readonly sides: ReadonlyMap<string, EditSide>;
  /** The nodes whose edit holds also where their call asks something else. */
  readonly holding: ReadonlySet<string>;
  /** Edited outputs. */
  readonly values: ReadonlyMap<string, EditedValue>;
}

/** Of a subrun that is run again alone, its own and those of the subruns in it, as `exportReplay()` has them. */
async function editsOf(
  store: StoreReader,
  { members, runId, options }: Wanted,
  answered: ReadonlySet<string>,
): Promise<PreviewedEdits> {
  const sides = new Map<string, EditSide>();
  const holding = new Set<string>();
  const values = new Map<string, EditedValue>();
  for (const id of options.edits === false ? [] : runsWithin(members, runId)) {
    for (const { number, side, body, from } of (await effectiveEdits(store, id)).values()) {
      const node = body === null ? null : await store.nodes.get(id, number);
      if (node === null) continue;
      const key = nodeKey(id, node.summary.id);
      // What it sent was answered when the run was made with it.
      if (from === "inherited" && side === "input" && answered.has(key)) continue;
      sides.set(key, side);
      if (await holdsInPlace(store, node)) holding.add(key);
      if (side !== "output") continue;
      // Others took from what the run has there: also where that is an edit it was made with.
      const before = await shownValue(store.bodies, node.output);
      values.set(key, { before, after: await shownValue(store.bodies, body) });
    }
  }
  return { sides, holding, values };
}

/** What a tool of the program answers is its own: its edit holds for the recorded result alone. */
async function holdsInPlace(store: StoreReader, node: NodeRecord): Promise<boolean> {
  return !node.summary.inferred && canBeFound(store, node);
}

/** The nodes to whose questions, as they are, the re-run would be given an answer. */
async function answeredNodes(
  store: StoreReader,
  { families, members, runId, options }: Wanted,
): Promise<ReadonlySet<string>> {
  const { match: rule = EXACT, cache = true } = options;
  const plan = { store, rule, families, runId, edits: new Map(), cache };
  const entries = await planEntries(plan);
  const slots = new Set(entries.map(slotOf));
  const served = new Set(entries.map(({ node }) => nodeKey(node.runId, node.summary.id)));
  const answered = new Set<string>();
  for (const record of members) {
    for await (const call of recordedCalls(store, record, rule)) {
      const key = nodeKey(record.run.run_id, call.node.summary.id);
      // What an edit made of its question is what is asked again, as long as the edit is made.
      const isSent = call.node.askedBody !== null && options.edits !== false;
      const slot = slotOf({ ...call, process: call.node.process });
      if (isSent ? served.has(key) : slots.has(slot)) answered.add(key);
    }
  }
  return answered;
}

/** Calls whose answers others may have used, and which get another; none where all of them do. */
function answeredAnew(
  nodes: readonly NodeRecord[],
  answered: ReadonlySet<string>,
): ReadonlySet<string> {
  if (answered.size === 0) return new Set();
  const anew = nodes.filter(
    ({ runId, summary }) =>
      !summary.inferred && summary.status === "ok" && !answered.has(nodeKey(runId, summary.id)),
  );
  return new Set(anew.map(({ runId, summary }) => nodeKey(runId, summary.id)));
}
