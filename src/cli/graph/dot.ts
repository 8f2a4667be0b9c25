// A run in Graphviz's language (graphviz.org/doc/info/lang.html). Pure.
import { isControlEdge } from "#src/protocol/presentation/evidence.ts";
import { describeEdit } from "#src/cli/graph/describe-edit.ts";
import { foldEdges } from "#src/protocol/presentation/fold-edges.ts";
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import { describeEvidence } from "#src/protocol/presentation/sources.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import type { Edge, NodeKind, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";

const SHAPES: Readonly<Record<NodeKind, string>> = {
  llm: "box",
  tool: "component",
  embedding: "cylinder",
};

/** The graph, ending in a line feed. Edges that a chat's history implies are grey. */
export function renderDot(outline: RunOutline): string {
  const order = orderNodes(outline.nodes, outline.edges);
  const { implied } = foldEdges(
    order.map(({ id }) => id),
    outline.edges,
  );
  return [
    `digraph ${quoteDot([outline.run.run_id])} {`,
    "  rankdir=TB;",
    '  node [shape=box, style=rounded, fontname="Helvetica"];',
    '  edge [fontname="Helvetica", fontsize=10];',
    ...order.map((node) => `  ${node.id} [${nodeAttributes(node)}];`),
    ...outline.edges.map(
      (edge) => `  ${edge.source} -> ${edge.target} [${edgeAttributes(edge, implied.has(edge))}];`,
    ),
    "}",
    "",
  ].join("\n");
}

/** Lines of any text as one quoted string: no escape, no HTML entity of Graphviz's own in it. */
export function quoteDot(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    oneLine(line).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("&", "&amp;"),
  );
  return `"${escaped.join("\\n")}"`;
}

function nodeAttributes(node: NodeSummary): string {
  const lines = [
    `${node.id} ${node.label}`,
    node.model ?? "",
    describeEdit(node),
    node.error?.message ?? "",
  ];
  const shown = lines.filter((line) => line !== "" && line !== node.label);
  const attributes = [
    `label=${quoteDot(shown.map((line) => cut(oneLine(line), 120)))}`,
    `shape=${SHAPES[node.kind]}`,
  ];
  if (node.status === "error") attributes.push("color=red", "fontcolor=red");
  return attributes.join(", ");
}

function edgeAttributes(edge: Edge, isImplied: boolean): string {
  const attributes = [`label=${quoteDot([describeEvidence(edge)])}`];
  if (isControlEdge(edge)) attributes.push("style=dashed");
  if (isImplied) attributes.push("color=gray70", "fontcolor=gray70");
  return attributes.join(", ");
}
