// A run for the terminal: rails at the left, one node per two lines, in order of time. Pure.
import { hasEdit } from "#src/cli/graph/describe-edit.ts";
import { foldEdges } from "#src/protocol/presentation/fold-edges.ts";
import { layOutColumns } from "#src/cli/graph/node-columns.ts";
import { KIND_MARKS, describeNode, nodeMark } from "#src/cli/graph/node-line.ts";
import { orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import { NODE_MARK, drawRails } from "#src/cli/graph/rails.ts";
import { runHeader } from "#src/cli/graph/run-header.ts";
import { describeSources } from "#src/protocol/presentation/sources.ts";
import type { Paint } from "#src/cli/style.ts";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import { wasRefused } from "#src/protocol/no-answer.ts";
import type { Run } from "#src/protocol/session.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";

export interface TreeOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  readonly sessionName: string;
  readonly now: Date;
  /** What is inside of the run, each with a graph of its own. */
  readonly subruns?: readonly Run[];
  /** All runs of the session. */
  readonly runs?: readonly Run[];
}

/** The lines of a run's tree, without line feeds. */
export function renderTree(outline: RunOutline, options: TreeOptions): string[] {
  const header = [...runHeader(outline.run, options), ...sourceLine(outline)];
  if (outline.nodes.length === 0) return [...header, "", ...emptyRun(outline, options)];
  const order = orderNodes(outline.nodes, outline.edges);
  const folded = foldEdges(
    order.map(({ id }) => id),
    outline.edges,
  );
  const body = renderNodes(order, folded, options);
  return [...header, "", ...body, "", legend(order, folded.implied.size > 0, options)];
}

/** Where the answers of a re-run came from. */
function sourceLine({ run, nodes }: RunOutline): string[] {
  if (run.replay === null) return [];
  const calls = nodes.filter(({ inferred }) => !inferred);
  const counts = Map.groupBy(calls, originOf);
  const count = (origin: ReturnType<typeof originOf>): number => counts.get(origin)?.length ?? 0;
  const parts = [
    `${count("live")} live`,
    `${count("cache")} from the cache`,
    ...(count("edited") > 0 ? [`${count("edited")} edited ✎`] : []),
    ...(count("refused") > 0 ? [`${count("refused")} refused`] : []),
  ];
  return [parts.join(" · ")];
}

function originOf(node: NodeSummary): NodeSummary["source"] | "refused" {
  if (wasRefused(node)) return "refused";
  return hasEdit(node) ? "edited" : node.source;
}

function renderNodes(
  order: readonly NodeSummary[],
  folded: { readonly shown: readonly Edge[]; readonly implied: ReadonlySet<Edge> },
  options: TreeOptions,
): string[] {
  const { paint, width } = options;
  const shown = Map.groupBy(folded.shown, (edge) => edge.target);
  const implied = Map.groupBy(folded.implied, (edge) => edge.target);
  const rails = drawRails(
    order.map(({ id }) => ({ id, sources: (shown.get(id) ?? []).map(({ source }) => source) })),
    Math.min(10, Math.max(2, Math.floor(width / 13))),
  );
  const railWidth = Math.max(...rails.map(({ beside }) => beside.length)) + 2;
  const columns = layOutColumns(order, width - railWidth);
  return order.flatMap((node, index) => {
    const rail = rails[index] ?? { beside: NODE_MARK, below: "" };
    const sources = describeSources(shown.get(node.id) ?? [], implied.get(node.id)?.length ?? 0);
    const [before = "", after = ""] = rail.beside.padEnd(railWidth).split(NODE_MARK);
    const beside = paint.dim(before) + nodeMark(node, paint) + paint.dim(after);
    const below = paint.dim(rail.below.padEnd(railWidth));
    const [first = "", ...more] = describeNode({
      node,
      sources,
      columns,
      width: width - railWidth,
      paint,
    });
    return [beside + first, ...more.map((line) => (below + line).trimEnd())];
  });
}

function emptyRun({ run }: RunOutline, { subruns = [] }: TreeOptions): string[] {
  if (subruns.some(({ nodes }) => nodes > 0)) return ["All of its calls are in its subruns."];
  if (run.status === "running") return ["No LLM or tool call so far."];
  return [
    "No LLM or tool call was seen in this run.",
    `If there was one, its service is unknown to ao: "ao config --help" shows how to add it.`,
  ];
}

function legend(
  nodes: readonly NodeSummary[],
  hasFolded: boolean,
  { paint, width }: TreeOptions,
): string {
  const kinds = [...new Set(nodes.map(({ kind }) => kind))].map(
    (kind) => `${KIND_MARKS[kind]} ${kind}`,
  );
  const text = [...kinds, "⟵ came from"];
  const folded = "+n and, through these, n earlier calls";
  if (hasFolded && width >= 70) text.push(folded);
  return paint.dim(text.join("   "));
}
