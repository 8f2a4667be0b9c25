// The columns of a tree's node lines: as wide as this run needs, and as the terminal allows. Pure.
import { formatCost, formatDuration, formatTokens } from "#src/protocol/presentation/format.ts";
import { hasEdit } from "#src/cli/graph/describe-edit.ts";
import { oneLine, widthOf } from "#src/cli/text.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";

/** What a node line says, as plain text; empty where it is not known. */
export interface NodeCells {
  readonly id: string;
  readonly label: string;
  readonly model: string;
  readonly tokens: string;
  readonly duration: string;
  readonly cost: string;
}

/** Widths of the columns; 0 leaves one out. `line` is all of them together. */
export type NodeColumns = { readonly [Name in keyof NodeCells]: number } & {
  readonly line: number;
};

const GAP = 2;

/** Widths for these nodes in lines of `width`; what matters least goes first where it is narrow. */
export function layOutColumns(nodes: readonly NodeSummary[], width: number): NodeColumns {
  const cells = nodes.map(cellsOf);
  const widest = (name: keyof NodeCells): number =>
    cells.reduce((most, cell) => Math.max(most, widthOf(cell[name])), 0);
  const columns = {
    id: widest("id"),
    label: widest("label"),
    model: widest("model"),
    tokens: widest("tokens"),
    duration: widest("duration"),
    cost: widest("cost"),
  };
  // The status' mark, and that of an edit beside it.
  const marks = nodes.some(hasEdit) ? 2 : 1;
  const taken = (): number => takenBy(columns) + marks;
  const excess = (): number => taken() - width;
  columns.model = Math.max(Math.min(columns.model, 12), columns.model - Math.max(0, excess()));
  columns.label = Math.max(Math.min(columns.label, 16), columns.label - Math.max(0, excess()));
  for (const name of ["tokens", "cost", "model", "duration"] as const) {
    if (excess() > 0) columns[name] = 0;
  }
  columns.label = Math.max(1, columns.label - Math.max(0, excess()));
  return { ...columns, line: Math.min(width, taken()) };
}

/** The texts of a node's line. */
export function cellsOf(node: NodeSummary): NodeCells {
  const label = oneLine(node.label);
  const model = oneLine(node.model ?? "");
  return {
    id: node.id,
    label,
    model: model === label ? "" : model,
    tokens: node.tokens === null ? "" : formatTokens(node.tokens),
    duration: node.duration_ms === null ? "" : formatDuration(node.duration_ms),
    cost: node.cost_usd === null ? "" : formatCost(node.cost_usd),
  };
}

function takenBy(columns: { readonly [Name in keyof NodeCells]: number }): number {
  const widths = Object.values(columns).filter((width) => width > 0);
  return widths.reduce((sum, width) => sum + width + GAP, 0);
}
