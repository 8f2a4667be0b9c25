// What a re-run would do, as far as recorded graphs tell: which calls the edits reach directly, which
// depend on them, and which have no answer to serve. Pure.
import type { Edge, NodeSummary, Tokens } from "#src/protocol/graph.ts";
import type { PreviewCall, PreviewNode, RerunPreview } from "#src/protocol/http-api.ts";
import { isStateIdPath } from "#src/providers/state-ids.ts";
import type { EditSide, ReplayOptions } from "#src/protocol/replay.ts";
import { nodeKey } from "#src/runs/node-key.ts";

/** A node of the program's run, or of one of its subruns. */
export interface PreviewedNode {
  readonly runId: string;
  /** The subrun's path. */
  readonly subrun: string | null;
  readonly summary: NodeSummary;
}

/** A run of a program with its subruns. Nodes are named by `nodeKey()`, also in the edges. */
export interface PreviewedRun {
  /** What is run again: the program's run, or one of the subruns. */
  readonly runId: string;
  /** In their order. */
  readonly nodes: readonly PreviewedNode[];
  readonly edges: readonly Edge[];
  /** The edits in force, by node. */
  readonly edits: ReadonlyMap<string, EditSide>;
  /** True where the edit of a node holds for its call also where that asks something else. */
  readonly holds: (key: string) => boolean;
  /** True where a recorded answer to the call, as it is, may be served. */
  readonly isAnswered: (key: string) => boolean;
  /** Calls that had an answer, which is not served: they are given another. */
  readonly anew: ReadonlySet<string>;
  /** True where what stands at the source's end of the edge is still there after the edit. */
  readonly isUnchanged: (edge: Edge) => boolean;
  readonly options: Pick<ReplayOptions, "match" | "offline">;
}

/** What the graph tells; of how the program would be started it knows nothing. */
export type CallsPreview = Omit<RerunPreview, "background">;

type Effect = PreviewCall["effect"];

/** The calls that are not answered from the cache, and sums over those that would go out. */
export function previewRerun(run: PreviewedRun): CallsPreview {
  // What edits do comes first: of what goes out anyway there is no more to say.
  const byEdits = reachedNodes({ ...run, anew: new Set() });
  const byAll = run.anew.size === 0 ? byEdits : reachedNodes(run);
  const again = retriedNodes(run.nodes);
  // The attempt that succeeded stands for those before it.
  const intercepted = run.nodes.filter((node) => !node.summary.inferred && !again.has(keyOf(node)));
  const placed = new Map(run.nodes.map((node) => [keyOf(node), placeOf(node)]));
  const calls: PreviewCall[] = [];
  let cached = 0;
  for (const node of intercepted) {
    const fate = fateOf(run, node, byEdits) ?? fateOf(run, node, byAll);
    if (fate === null) {
      cached += 1;
      continue;
    }
    const through = fate.through.flatMap((key) => placed.get(key) ?? []);
    calls.push(toCall(node, fate.effect, through));
  }
  const outgoing = calls.filter(({ effect }) => effect !== "edited-output");
  const isOffline = run.options.offline === true;
  return {
    run_id: run.runId,
    calls,
    cached,
    edited: calls.length - outgoing.length,
    refused: isOffline ? outgoing.length : 0,
    live: sumOf(isOffline ? [] : outgoing),
  };
}

function keyOf({ runId, summary }: PreviewedNode): string {
  return nodeKey(runId, summary.id);
}

function placeOf({ runId, subrun, summary }: PreviewedNode): PreviewNode {
  return { run_id: runId, subrun, node_id: summary.id };
}

interface Reach {
  readonly isDirect: boolean;
  readonly through: readonly string[];
}

/** What other text than before stands in, and what came of that; tools of the program's own pass it on. */
function reachedNodes(run: PreviewedRun): Map<string, Reach> {
  const reached = new Map<string, Reach>();
  // By position, every call has its answer, whatever it asks.
  if (run.options.match?.mode === "position") return reached;
  const incoming = Map.groupBy(run.edges, ({ target }) => target);
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const key of run.nodes.map(keyOf)) {
      const through = (incoming.get(key) ?? [])
        .filter((edge) => carries(run, edge, reached))
        .map(({ source }) => source);
      if (through.length === 0) continue;
      const isDirect = through.some((source) => isEditedAnswer(run, source, reached));
      reached.set(key, { isDirect, through });
    }
  }
  return reached;
}

/** Of a call that is reached its place in the program has to tell that the edit is its own. */
function isEditedAnswer(
  run: PreviewedRun,
  key: string,
  reached: ReadonlyMap<string, Reach>,
): boolean {
  return run.edits.get(key) === "output" && (!reached.has(key) || run.holds(key));
}

/** Control and cause let no text through. */
const DATA = new Set(["transcript", "content", "taint"]);

/** What comes out at the source is other than before, and the edge brings it along. */
function carries(run: PreviewedRun, edge: Edge, reached: ReadonlyMap<string, Reach>): boolean {
  const data = edge.evidence.filter(({ kind }) => DATA.has(kind));
  // Which answer a request continues is no part of what it asks.
  if (data.every(({ input_path: path }) => isStateIdPath(path))) return false;
  if (isEditedAnswer(run, edge.source, reached)) return !run.isUnchanged(edge);
  return reached.has(edge.source) || run.edits.has(edge.source) || run.anew.has(edge.source);
}

interface Fate {
  readonly effect: Effect;
  /** The nodes that bring it, by their keys. */
  readonly through: readonly string[];
}

/** Null for a call that is answered from the cache. */
function fateOf(
  run: PreviewedRun,
  node: PreviewedNode,
  reached: ReadonlyMap<string, Reach>,
): Fate | null {
  const key = keyOf(node);
  const reach = reached.get(key);
  const edit = run.edits.get(key);
  const isReplaced = edit !== undefined && run.holds(key);
  if (reach !== undefined && !isReplaced) {
    return { effect: reach.isDirect ? "direct" : "dependent", through: reach.through };
  }
  if (edit !== undefined) return { effect: `edited-${edit}`, through: [] };
  return run.isAnswered(key) ? null : { effect: "uncached", through: [] };
}

function retriedNodes(nodes: readonly PreviewedNode[]): Set<string> {
  return new Set(
    nodes.flatMap(({ runId, summary: { retry_of: retried } }) =>
      retried === null ? [] : nodeKey(runId, retried),
    ),
  );
}

function toCall(node: PreviewedNode, effect: Effect, through: PreviewNode[]): PreviewCall {
  const { label, model, tokens, cost_usd, duration_ms } = node.summary;
  return { ...placeOf(node), label, model, effect, through, tokens, cost_usd, duration_ms };
}

function sumOf(live: readonly PreviewCall[]): CallsPreview["live"] {
  const tokens = (key: keyof Tokens): number =>
    live.reduce((sum, call) => sum + (call.tokens?.[key] ?? 0), 0);
  const costs = live.flatMap(({ cost_usd: cost }) => cost ?? []);
  return {
    calls: live.length,
    tokens: { input: tokens("input"), output: tokens("output"), cached: tokens("cached") },
    cost_usd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
    duration_ms: live.reduce((sum, call) => sum + (call.duration_ms ?? 0), 0),
  };
}
