// What a re-run would do, as far as a recorded graph tells: which calls the edits reach directly, which
// depend on them, and which have no answer to serve. Pure.
import type { Edge, NodeSummary, Tokens } from "#src/protocol/graph.ts";
import type { PreviewCall, RerunPreview } from "#src/protocol/http-api.ts";
import { isStateIdPath } from "#src/providers/state-ids.ts";
import type { EditSide, ReplayOptions } from "#src/protocol/replay.ts";

export interface PreviewedRun {
  readonly runId: string;
  /** In their order. */
  readonly nodes: readonly NodeSummary[];
  readonly edges: readonly Edge[];
  /** The edits in force, by node. */
  readonly edits: ReadonlyMap<string, EditSide>;
  /** True where the edit of a node holds for its call also where that asks something else. */
  readonly holds: (id: string) => boolean;
  /** True where a recorded answer to the call, as it is, may be served. */
  readonly isAnswered: (node: NodeSummary) => boolean;
  /** True where what stands at the source's end of the edge is still there after the edit. */
  readonly isUnchanged: (edge: Edge) => boolean;
  readonly options: Pick<ReplayOptions, "match" | "cache">;
}

/** What the graph tells; of how the program would be started it knows nothing. */
export type CallsPreview = Omit<RerunPreview, "background">;

type Effect = PreviewCall["effect"];

/** The calls that are not answered from the cache, and sums over those that would go out. */
export function previewRerun(run: PreviewedRun): CallsPreview {
  const reached = reachedNodes(run);
  const again = retriedNodes(run.nodes);
  // The attempt that succeeded stands for those before it.
  const intercepted = run.nodes.filter((node) => !node.inferred && !again.has(node.id));
  const calls: PreviewCall[] = [];
  let cached = 0;
  for (const node of intercepted) {
    const effect = effectOn(run, node, reached);
    if (effect === null) {
      cached += 1;
      continue;
    }
    const isReached = effect === "direct" || effect === "dependent";
    calls.push(toCall(node, effect, isReached ? (reached.get(node.id)?.through ?? []) : []));
  }
  return { run_id: run.runId, calls, cached, live: sumOf(calls) };
}

interface Reach {
  readonly isDirect: boolean;
  readonly through: readonly string[];
}

/** What an edit's text stands in, and what came of that; tools of the program's own pass it on. */
function reachedNodes(run: PreviewedRun): Map<string, Reach> {
  const reached = new Map<string, Reach>();
  // By position, every call has its answer, whatever it asks.
  if (run.options.match?.mode === "position") return reached;
  const incoming = Map.groupBy(run.edges, ({ target }) => target);
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const node of run.nodes) {
      const through = (incoming.get(node.id) ?? [])
        .filter((edge) => carries(run, edge, reached))
        .map(({ source }) => source);
      if (through.length === 0) continue;
      const isDirect = through.some((source) => isEditedAnswer(run, source, reached));
      reached.set(node.id, { isDirect, through });
    }
  }
  return reached;
}

/** Of a call that is reached its place in the program has to tell that the edit is its own. */
function isEditedAnswer(
  run: PreviewedRun,
  id: string,
  reached: ReadonlyMap<string, Reach>,
): boolean {
  return run.edits.get(id) === "output" && (!reached.has(id) || run.holds(id));
}

/** Control and cause let no text through. */
const DATA = new Set(["transcript", "content", "taint"]);

/** What comes out at the source is other than before, and the edge brings it along. */
function carries(run: PreviewedRun, edge: Edge, reached: ReadonlyMap<string, Reach>): boolean {
  const data = edge.evidence.filter(({ kind }) => DATA.has(kind));
  // Which answer a request continues is no part of what it asks.
  if (data.every(({ input_path: path }) => isStateIdPath(path))) return false;
  if (isEditedAnswer(run, edge.source, reached)) return !run.isUnchanged(edge);
  return reached.has(edge.source) || run.edits.has(edge.source);
}

function effectOn(
  run: PreviewedRun,
  node: NodeSummary,
  reached: ReadonlyMap<string, Reach>,
): Effect | null {
  const reach = reached.get(node.id);
  const edit = run.edits.get(node.id);
  const isReplaced = edit !== undefined && run.holds(node.id);
  if (reach !== undefined && !isReplaced) return reach.isDirect ? "direct" : "dependent";
  if (edit !== undefined) return edit === "output" ? "edited-output" : "edited-input";
  return run.options.cache !== false && run.isAnswered(node) ? null : "uncached";
}

function retriedNodes(nodes: readonly NodeSummary[]): Set<string> {
  return new Set(nodes.flatMap(({ retry_of: retried }) => retried ?? []));
}

function toCall(node: NodeSummary, effect: Effect, through: readonly string[]): PreviewCall {
  return {
    node_id: node.id,
    label: node.label,
    model: node.model,
    effect,
    through: [...through],
    tokens: node.tokens,
    cost_usd: node.cost_usd,
    duration_ms: node.duration_ms,
  };
}

function sumOf(calls: readonly PreviewCall[]): CallsPreview["live"] {
  const live = calls.filter(({ effect }) => effect !== "edited-output");
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
