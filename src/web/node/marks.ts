// What the evidence of edges says about one side of a call: which of its texts came from where, or went
// where. Pure.
import { namesText } from "#src/protocol/presentation/evidence.ts";
import type { Edge } from "#src/protocol/graph.ts";
import { valueAt } from "#src/protocol/json.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { type MarkedPlace, type Span, writeMark } from "./mark-address.ts";

/** A text of this side that is also a text of another call. */
export interface Mark {
  /** As the graph names the edge: `source target`. */
  readonly edge: string;
  /** The call at the other end. */
  readonly other: string;
  readonly kind: Edge["evidence"][number]["kind"];
  readonly path: string;
  /** Null: all of what stands at the path. */
  readonly span: Span | null;
  /** The text at the other end. */
  readonly there: MarkedPlace;
}

/** Evidence of one edge at this side. */
export interface EdgeMarks {
  readonly edge: Edge;
  readonly other: string;
  readonly marks: readonly Mark[];
}

/** The edges of a side: into an input, out of an output. Those of control alone have no marks. */
export function edgeMarks(node: NodeDetail, side: EditSide): EdgeMarks[] {
  const edges = side === "input" ? node.edges_in : node.edges_out;
  const stands = unchangedPaths(node, side);
  return edges.map((edge) => {
    const other = side === "input" ? edge.source : edge.target;
    const marks = edge.evidence.flatMap((evidence): Mark[] => {
      if (!namesText(evidence)) return [];
      const into = { side: "input", path: evidence.input_path, span: evidence.input_span } as const;
      const out = {
        side: "output",
        path: evidence.output_path,
        span: evidence.output_span,
      } as const;
      const [here, there] = side === "input" ? [into, out] : [out, into];
      if (!stands(here.path)) return [];
      const { path, span } = here;
      const { kind } = evidence;
      return [{ edge: `${edge.source} ${edge.target}`, other, kind, path, span, there }];
    });
    return { edge, other, marks };
  });
}

/** An edit that the run was not made with moves texts: what was found in them holds for the rest. */
function unchangedPaths(node: NodeDetail, side: EditSide): (path: string) => boolean {
  const { original } = node;
  if (original === null || original.inherited || original.side !== side) return () => true;
  return (path) =>
    JSON.stringify(valueAt(original.value, path)) === JSON.stringify(valueAt(node[side], path));
}

/** Where a click on a mark leads. */
export function jumpTo(mark: Mark): {
  readonly node: string;
  readonly tab: EditSide;
  readonly mark: string;
} {
  return { node: mark.other, tab: mark.there.side, mark: writeMark(mark.there) };
}

/** True where `path` is `ancestor` or inside of it. */
export function isWithin(path: string, ancestor: string): boolean {
  if (!path.startsWith(ancestor)) return false;
  return (
    ancestor === "" || path.length === ancestor.length || /[.[]/.test(path.charAt(ancestor.length))
  );
}
