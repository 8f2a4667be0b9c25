// One node of the tree: a line of facts, and below it where it came from and what it said. Pure.
import { formatBytes } from "#src/protocol/presentation/format.ts";
import { describeEdit, hasEdit } from "#src/cli/graph/describe-edit.ts";
import { type NodeColumns, cellsOf } from "#src/cli/graph/node-columns.ts";
import type { Paint } from "#src/cli/style.ts";
import { cut, oneLine, padEnd, padStart, widthOf } from "#src/cli/text.ts";
import type { NodeKind, NodeStatus, NodeSummary } from "#src/protocol/graph.ts";

export const KIND_MARKS: Readonly<Record<NodeKind, string>> = {
  llm: "●",
  tool: "■",
  embedding: "▲",
};
const STATUS_MARKS: Readonly<Record<NodeStatus, string>> = {
  running: "…",
  ok: "✓",
  error: "✗",
  cancelled: "⊘",
};

/** Below this many columns a preview beside the sources says too little. */
const PREVIEW_MINIMUM = 36;

/** The node's mark on its lane: its kind, red where it failed. */
export function nodeMark(node: NodeSummary, paint: Paint): string {
  const mark = KIND_MARKS[node.kind];
  if (node.status === "error") return paint.red(mark);
  return { llm: paint.cyan, tool: paint.yellow, embedding: paint.magenta }[node.kind](mark);
}

/** Beside the status of a call that an edit is of. */
const EDIT_MARK = "✎";

function editMark(node: NodeSummary, paint: Paint): string {
  return hasEdit(node) ? paint.yellow(EDIT_MARK) : "";
}

function isFromCache(node: NodeSummary): boolean {
  return node.source === "cache" && !hasEdit(node);
}

/** The mark of a status in its colour. */
export function statusMark(status: NodeStatus, paint: Paint): string {
  const colour = {
    running: paint.blue,
    ok: paint.green,
    error: paint.red,
    cancelled: paint.yellow,
  };
  return colour[status](STATUS_MARKS[status]);
}

/** The lines right of the rails, the first beside the node's mark. */
export function describeNode(at: {
  readonly node: NodeSummary;
  /** As `describeSources` writes them. */
  readonly sources: string;
  readonly columns: NodeColumns;
  /** Columns right of the rails. */
  readonly width: number;
  readonly paint: Paint;
}): string[] {
  const { node, columns, width, paint } = at;
  const indent = " ".repeat(columns.id + 2);
  const available = Math.max(10, width - indent.length);
  const facts = [...remarks(node), at.sources].filter((text) => text !== "").join(" · ");
  const text = outcome(node);
  const say = node.status === "error" ? paint.red : (part: string) => part;
  const remaining = available - widthOf(facts) - 2;
  const lines =
    facts !== "" && remaining >= Math.min(PREVIEW_MINIMUM, widthOf(text))
      ? [`${paint.dim(facts)}  ${say(cut(text, remaining))}`]
      : [paint.dim(cut(facts, available)), say(cut(text, available))];
  return [
    factLine(node, columns, paint),
    ...lines.filter((line) => line !== "").map((line) => indent + line),
  ];
}

function factLine(node: NodeSummary, columns: NodeColumns, paint: Paint): string {
  const cells = cellsOf(node);
  const isError = node.status === "error";
  // What nothing was paid for steps back behind what is new.
  const label = isError ? paint.red : isFromCache(node) ? paint.dim : paint.bold;
  const parts = [
    paint.bold(cutAndPad(cells.id, columns.id)),
    label(cutAndPad(cells.label, columns.label)),
    columns.model > 0 ? paint.dim(cutAndPad(cells.model, columns.model)) : "",
    columns.tokens > 0 ? padStart(cells.tokens, columns.tokens) : "",
    columns.duration > 0 ? padStart(cells.duration, columns.duration) : "",
    columns.cost > 0 ? paint.dim(padStart(cells.cost, columns.cost)) : "",
    statusMark(node.status, paint) + editMark(node, paint),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

function cutAndPad(text: string, width: number): string {
  return padEnd(cut(text, width), width);
}

/** What is out of the ordinary about a call. */
function remarks(node: NodeSummary): string[] {
  return [
    node.retry_of === null ? "" : `retry of ${node.retry_of}`,
    node.source === "cache" ? "cached" : "",
    describeEdit(node),
  ].filter((text) => text !== "");
}

function outcome(node: NodeSummary): string {
  if (node.status === "error") {
    const error = oneLine(node.error?.message ?? "failed");
    const status = node.error?.status ?? node.http_status;
    return status === null || error.includes(String(status)) ? error : `${status} ${error}`;
  }
  const files = describeFiles(node);
  const preview = oneLine(node.preview);
  return [files, preview].filter((part) => part !== "").join(" ");
}

function describeFiles(node: NodeSummary): string {
  const files = node.attachments.map(
    ({ media_type, size_bytes }) => `[${oneLine(media_type)} ${formatBytes(size_bytes)}]`,
  );
  return files.length > 2 ? `[${files.length} files]` : files.join(" ");
}
