// The order in which a run's nodes are read: by time, and never before what they came from. Pure.
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";

type Ordered = Pick<NodeSummary, "id" | "started_at">;

/**
 * Nodes by start and number; a node that seems to start before one of its sources (an inferred tool
 * call has no clock of its own) comes after it. Edges of a cycle are ignored.
 */
export function orderNodes<Node extends Ordered>(
  nodes: readonly Node[],
  edges: readonly Pick<Edge, "source" | "target">[],
): Node[] {
  const byTime = [...nodes].sort(
    (a, b) =>
      Date.parse(a.started_at) - Date.parse(b.started_at) || numberOf(a.id) - numberOf(b.id),
  );
  const byId = new Map(byTime.map((node) => [node.id, node]));
  const sources = Map.groupBy(edges, (edge) => edge.target);
  const ordered: Node[] = [];
  const visited = new Set<string>();
  // Depth-first over sources with a stack of its own: a chain of 100,000 is no recursion.
  for (const start of byTime) {
    const stack = [start.id];
    while (stack.length > 0) {
      const id = stack.at(-1) ?? "";
      const waitsFor = visited.has(id) ? [] : unvisited(sources.get(id), visited, byId);
      visited.add(id);
      if (waitsFor.length > 0) {
        stack.push(...waitsFor);
        continue;
      }
      stack.pop();
      const node = byId.get(id);
      if (node !== undefined) ordered.push(node);
      byId.delete(id);
    }
  }
  return ordered;
}

/** 12 for `n12`. */
export function numberOf(nodeId: string): number {
  return Number(nodeId.slice(1)) || 0;
}

function unvisited(
  edges: readonly Pick<Edge, "source">[] | undefined,
  visited: ReadonlySet<string>,
  pending: ReadonlyMap<string, unknown>,
): string[] {
  const ids = (edges ?? []).map((edge) => edge.source);
  return ids
    .filter((id) => !visited.has(id) && pending.has(id))
    .sort((a, b) => numberOf(b) - numberOf(a));
}
