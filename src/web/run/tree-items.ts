// A run as a tree: calls in reading order, tool calls below the call that asked for them, subruns where
// they began, long repetitions as one item. Pure.
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";

export type TreeItem = CallItem | FoldItem | SubrunItem;

export interface CallItem {
  readonly kind: "call";
  readonly key: string;
  readonly call: NodeSummary;
  readonly children: readonly TreeItem[];
}

/** Calls that are alike but for numbers. */
export interface FoldItem {
  readonly kind: "fold";
  readonly key: string;
  readonly children: readonly CallItem[];
}

/** What is inside is read when it is opened. */
export interface SubrunItem {
  readonly kind: "run";
  readonly key: string;
  readonly run: Run;
}

/** So many in a row that are alike are one item. */
const LONG = 6;

/** `subruns` are those that the run holds itself. */
export function treeItems(outline: RunOutline, subruns: readonly Run[]): TreeItem[] {
  const runId = outline.run.run_id;
  const ordered = orderNodes(outline.nodes, outline.edges);
  const callers = callersOf(outline);
  const below = Map.groupBy(ordered, ({ id }) => callers.get(id) ?? null);
  const toItem = (call: NodeSummary): CallItem => ({
    kind: "call",
    key: callKey(runId, call.id),
    call,
    // Tool calls hang below models' calls alone: the tree is two levels deep.
    children: foldRepetitions((below.get(call.id) ?? []).map(toItem)),
  });
  const calls = (below.get(null) ?? []).map(toItem);
  return foldRepetitions(placeSubruns(calls, subruns));
}

export function callKey(runId: string, nodeId: string): string {
  return `call ${runId} ${nodeId}`;
}

export function runKey(runId: string): string {
  return `run ${runId}`;
}

/** By a tool call's id the call of a model that asked for it. */
export function callersOf({ nodes, edges }: Pick<RunOutline, "nodes" | "edges">) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map<string, string>();
  const isFromTranscript = new Set<string>();
  for (const edge of edges) {
    if (byId.get(edge.target)?.kind !== "tool" || byId.get(edge.source)?.kind !== "llm") continue;
    const isTranscript = hasTranscript(edge);
    if (isFromTranscript.has(edge.target) && !isTranscript) continue;
    if (isTranscript) isFromTranscript.add(edge.target);
    callers.set(edge.target, edge.source);
  }
  return callers;
}

export function hasTranscript({ evidence }: Pick<Edge, "evidence">): boolean {
  return evidence.some(({ kind }) => kind === "transcript");
}

/** Each before the first call that began after it. */
function placeSubruns(calls: readonly CallItem[], subruns: readonly Run[]): TreeItem[] {
  const items: TreeItem[] = [];
  let next = 0;
  const placeUntil = (time: number): void => {
    for (; next < subruns.length; next++) {
      const run = subruns[next];
      if (run === undefined || Date.parse(run.started_at) > time) return;
      items.push({ kind: "run", key: runKey(run.run_id), run });
    }
  };
  for (const item of calls) {
    if (next < subruns.length) placeUntil(Date.parse(item.call.started_at));
    items.push(item);
  }
  placeUntil(Number.POSITIVE_INFINITY);
  return items;
}

function foldRepetitions(items: readonly TreeItem[]): TreeItem[] {
  const folded: TreeItem[] = [];
  let alike: CallItem[] = [];
  const close = (): void => {
    const first = alike[0];
    if (first !== undefined && alike.length >= LONG) {
      folded.push({ kind: "fold", key: `fold ${first.key}`, children: alike });
    } else folded.push(...alike);
    alike = [];
  };
  let shape: string | null = null;
  for (const item of items) {
    const next = shapeOf(item);
    if (next === null || next !== shape) close();
    shape = next;
    if (item.kind === "call" && next !== null) alike.push(item);
    else folded.push(item);
  }
  close();
  return folded;
}

/** Null for what stands for itself: a group, or a call that others hang below. */
function shapeOf(item: TreeItem): string | null {
  if (item.kind !== "call" || item.children.length > 0) return null;
  const { kind, model, label } = item.call;
  return `${kind} ${model ?? ""} ${label.replaceAll(/\d+/g, "#")}`;
}
