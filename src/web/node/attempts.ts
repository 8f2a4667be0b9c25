// The attempts of one call: what was sent again because it had failed. Pure.
import type { NodeSummary } from "#src/protocol/graph.ts";

type Attempt = Pick<NodeSummary, "id" | "retry_of">;

/** All attempts, the first one first; the call alone where it was made once. */
export function attemptsOf(id: string, nodes: readonly Attempt[]): string[] {
  if (!nodes.some((node) => node.retry_of !== null)) return [id];
  const before = new Map(nodes.map((node) => [node.id, node.retry_of]));
  const rootOf = (start: string): string => {
    let at = start;
    // A retry is later than what it repeats; a set guards against what is not so.
    const seen = new Set<string>();
    for (let next = before.get(at) ?? null; next !== null && !seen.has(at);) {
      seen.add(at);
      at = next;
      next = before.get(at) ?? null;
    }
    return at;
  };
  const root = rootOf(id);
  return nodes.filter((node) => rootOf(node.id) === root).map((node) => node.id);
}
