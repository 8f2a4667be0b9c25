// The edges that a picture shows. Pure.
import { foldEdges } from "#src/protocol/presentation/fold-edges.ts";
import type { Edge } from "#src/protocol/graph.ts";

/** What the transcript implies anyway is left out; `order` has every source before its targets. */
export function shownEdges(order: readonly string[], edges: readonly Edge[]): readonly Edge[] {
  return foldEdges(order, edges).shown;
}
