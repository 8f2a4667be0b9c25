// A node's edges with their evidence: which part of one body came from which part of another. Pure.
import { describeEvidence } from "#src/protocol/presentation/sources.ts";
import type { Paint } from "#src/cli/style.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import type { Edge, Evidence } from "#src/protocol/graph.ts";
import { valueAt } from "#src/protocol/json.ts";

/** Pieces of evidence that are shown per edge; a long chat has hundreds. */
const SHOWN = 5;

interface EdgeView {
  readonly paint: Paint;
  readonly width: number;
}

/** The edges into a node, with the matched text of its input. */
export function incomingLines(edges: readonly Edge[], input: unknown, view: EdgeView): string[] {
  return edges.flatMap((edge) =>
    edgeLines(edge, edge.source, (item) => textAt(input, item.input_path, item.input_span), view),
  );
}

/** The edges out of a node, with the matched text of its output. */
export function outgoingLines(edges: readonly Edge[], output: unknown, view: EdgeView): string[] {
  return edges.flatMap((edge) =>
    edgeLines(
      edge,
      edge.target,
      (item) => textAt(output, item.output_path, item.output_span),
      view,
    ),
  );
}

function edgeLines(
  edge: Edge,
  other: string,
  matched: (evidence: Evidence) => string,
  { paint, width }: EdgeView,
): string[] {
  const shown = edge.evidence.slice(0, SHOWN).flatMap((item) => {
    const places = `${item.input_path || "(whole input)"} ⟵ ${item.output_path || "(whole output)"}`;
    const text = matched(item);
    const line = `      ${paint.dim(cut(`${item.kind}  ${places}`, width - 6))}`;
    return text === "" ? [line] : [line, `        ${cut(`"${oneLine(text)}"`, width - 8)}`];
  });
  const more = edge.evidence.length - SHOWN;
  const rest = more > 0 ? [paint.dim(`      and ${more} more (--json has all)`)] : [];
  return [`  ${paint.bold(other)}  ${describeEvidence(edge)}`, ...shown, ...rest];
}

function textAt(body: unknown, path: string, span: readonly [number, number] | null): string {
  if (span === null) return "";
  const value = valueAt(body, path);
  return typeof value === "string" ? value.slice(span[0], span[1]) : "";
}
