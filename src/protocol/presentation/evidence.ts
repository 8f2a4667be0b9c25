// What the evidence of an edge says to people. Pure.
import type { Edge, Evidence } from "#src/protocol/graph.ts";

/** Whether it names a text that went along the edge; that something was decided or changed names none. */
export function namesText({ kind }: Pick<Evidence, "kind">): boolean {
  return kind !== "control" && kind !== "causal";
}

/** True where nothing but a decision went along it: such an edge is dashed. */
export function isControlEdge({ evidence }: Pick<Edge, "evidence">): boolean {
  return evidence.length > 0 && evidence.every(({ kind }) => kind === "control");
}
