// What deltas make of a run's outline and of a list of runs. Pure.
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";

/** The outline after all of them; the same object where none concerns it. */
export function applyToOutline(outline: RunOutline, deltas: readonly RunDelta[]): RunOutline {
  const { run_id } = outline.run;
  let { run } = outline;
  const nodes = new Map<string, NodeSummary>();
  const edges = new Map<string, Edge>();
  for (const delta of deltas) {
    if (delta.run_id !== run_id) continue;
    switch (delta.type) {
      case "run.started":
      case "run.updated":
      case "run.finished":
        run = delta.data;
        break;
      case "node.added":
      case "node.updated":
        nodes.set(delta.data.id, delta.data);
        break;
      case "edge.added":
        edges.set(edgeKey(delta.data), delta.data);
        break;
      default:
    }
  }
  if (run === outline.run && nodes.size === 0 && edges.size === 0) return outline;
  return {
    run,
    nodes: merge(outline.nodes, nodes, ({ id }) => id),
    edges: merge(outline.edges, edges, edgeKey),
  };
}

/** The runs after all of them; the same array where none concerns it. */
export function applyToRuns(
  sessionId: string,
  runs: readonly Run[],
  deltas: readonly RunDelta[],
): readonly Run[] {
  let changed: Map<string, Run> | null = null;
  const gone = new Set<string>();
  for (const delta of deltas) {
    if (delta.session_id !== sessionId) continue;
    if (
      delta.type === "run.started" ||
      delta.type === "run.updated" ||
      delta.type === "run.finished"
    ) {
      changed ??= new Map();
      changed.set(delta.data.run_id, delta.data);
    }
    if (delta.type === "run.deleted" && delta.run_id !== undefined) gone.add(delta.run_id);
  }
  if (changed === null && gone.size === 0) return runs;
  return merge(runs, changed ?? new Map<string, Run>(), ({ run_id }) => run_id).filter(
    ({ run_id }) => !gone.has(run_id),
  );
}

/** Those that changed in their places, new ones behind them. */
function merge<Item>(
  items: readonly Item[],
  changed: ReadonlyMap<string, Item>,
  keyOf: (item: Item) => string,
): Item[] {
  if (changed.size === 0) return [...items];
  const left = new Map(changed);
  const merged = items.map((item) => {
    const key = keyOf(item);
    const next = left.get(key);
    if (next === undefined) return item;
    left.delete(key);
    return next;
  });
  return [...merged, ...left.values()];
}

function edgeKey({ source, target }: Edge): string {
  return `${source} ${target}`;
}
