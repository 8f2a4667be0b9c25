// A run as a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html). Pure.
import { isControlEdge } from "#src/protocol/presentation/evidence.ts";
import { describeEdit } from "#src/cli/graph/describe-edit.ts";
import { foldEdges } from "#src/protocol/presentation/fold-edges.ts";
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import { describeEvidence } from "#src/protocol/presentation/sources.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import type { NodeKind, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";

const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  llm: ["(", ")"],
  tool: ["[[", "]]"],
  embedding: ["[(", ")]"],
};

/** The chart, ending in a line feed. Edges that a chat's history implies are drawn thin and grey. */
export function renderMermaid(outline: RunOutline): string {
  const order = orderNodes(outline.nodes, outline.edges);
  const { implied } = foldEdges(
    order.map(({ id }) => id),
    outline.edges,
  );
  const faint = outline.edges.flatMap((edge, index) => (implied.has(edge) ? [index] : []));
  const failed = order.filter(({ status }) => status === "error").map(({ id }) => id);
  return [
    "flowchart TD",
    ...order.map((node) => `  ${nodeText(node)}`),
    ...outline.edges.map((edge) => {
      const isControl = isControlEdge(edge);
      const label = escapeMermaid(describeEvidence(edge));
      return `  ${edge.source} ${isControl ? "-.->" : "-->"}|"${label}"| ${edge.target}`;
    }),
    ...(faint.length > 0 ? [`  linkStyle ${faint.join(",")} stroke:#ccc,stroke-width:1px`] : []),
    ...(failed.length > 0
      ? ["  classDef failed stroke:#d33,color:#d33", `  class ${failed.join(",")} failed`]
      : []),
    "",
  ].join("\n");
}

/** Any text as it may stand between quotes: everything but words becomes a character code. */
export function escapeMermaid(text: string): string {
  return oneLine(text).replace(
    /[^\p{L}\p{M}\p{N} .,:_/()+=@'!?-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}

function nodeText(node: NodeSummary): string {
  const [open, close] = SHAPES[node.kind];
  const lines = [
    `${node.id} ${node.label}`,
    node.model ?? "",
    describeEdit(node),
    node.error?.message ?? "",
  ];
  const text = lines
    .filter((line) => line !== "" && line !== node.label)
    .map((line) => escapeMermaid(cut(oneLine(line), 120)))
    .join("<br/>");
  return `${node.id}${open}"${text}"${close}`;
}
