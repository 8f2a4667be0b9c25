// The dataflow graph of a run: nodes, edges, evidence. The shape of `ao graph --json`.
import { type Static, Type } from "@sinclair/typebox";
import { nullable } from "#src/protocol/nullable.ts";
import { Id, NodeId } from "#src/protocol/ids.ts";
import { EditSide } from "#src/protocol/replay.ts";

const Text = Type.String();

export const NodeKind = Type.Union([
  Type.Literal("llm"),
  Type.Literal("embedding"),
  Type.Literal("tool"),
]);
export type NodeKind = Static<typeof NodeKind>;

export const NodeStatus = Type.Union([
  Type.Literal("running"),
  Type.Literal("ok"),
  Type.Literal("error"),
  Type.Literal("cancelled"),
]);
export type NodeStatus = Static<typeof NodeStatus>;

export const SourceLocation = Type.Object({
  file: Text,
  line: Type.Integer(),
  column: Type.Integer(),
});
export type SourceLocation = Static<typeof SourceLocation>;

export const Tokens = Type.Object({
  input: Type.Number(),
  output: Type.Number(),
  cached: Type.Number(),
});
export type Tokens = Static<typeof Tokens>;

export const NodeError = Type.Object({
  message: Text,
  status: nullable(Type.Number()),
  code: nullable(Text),
});

/** Where the answer to a call came from. */
export const CallSource = Type.Union([
  Type.Literal("live"),
  Type.Literal("cache"),
  Type.Literal("edited"),
]);

/** An image, PDF or other file inside a body: kept once, shown by type and size. */
export const Attachment = Type.Object({
  path: Text,
  side: Type.Union([Type.Literal("input"), Type.Literal("output")]),
  media_type: Text,
  size_bytes: Type.Integer(),
  sha256: Text,
});
export type Attachment = Static<typeof Attachment>;

/** The recorded call that is most like a request that had no answer, and where they first differ. */
export const Miss = Type.Object({
  nearest: nullable(Type.Object({ run_id: Id, node_id: NodeId })),
  /** Inside the request body; null where there is no nearest one. */
  path: nullable(Text),
  /** The values there, as text of at most some hundred characters; null where there is none. */
  old: nullable(Text),
  new: nullable(Text),
});
export type Miss = Static<typeof Miss>;

/** A node without its bodies: what lists and live deltas carry. */
export const NodeSummary = Type.Object({
  id: NodeId,
  kind: NodeKind,
  label: Text,
  provider: Text,
  model: nullable(Text),
  status: NodeStatus,
  source: CallSource,
  /** Why it was or was not served from the cache. */
  reason: Text,
  started_at: Text,
  duration_ms: nullable(Type.Number()),
  first_byte_ms: nullable(Type.Number()),
  tokens: nullable(Tokens),
  cost_usd: nullable(Type.Number()),
  location: nullable(SourceLocation),
  error: nullable(NodeError),
  /** An edit is in force for re-runs of the run: its own, or the one it was made with. */
  edited: nullable(EditSide),
  /** The run was made with an edit of this side, and goes on to show it; its re-runs are made without. */
  taken_back: nullable(EditSide),
  /** The recorded call that this one repeats, whether it was served from it or edited. */
  served_from: nullable(Type.Object({ run_id: Id, node_id: NodeId })),
  /** Why it could not be served; null where it was, or nothing was to be served. */
  miss: nullable(Miss),
  /** Hash of the normalised request, and which of the run's identical requests this is (from 0). */
  input_hash: nullable(Text),
  occurrence: Type.Integer(),
  /** The earlier node this call is a retry of. */
  retry_of: nullable(NodeId),
  streamed: Type.Boolean(),
  url: nullable(Text),
  http_status: nullable(Type.Number()),
  /** True for a tool call that was inferred from the messages around it. */
  inferred: Type.Boolean(),
  attachments: Type.Array(Attachment),
  /** One line of the output's text, for lists. */
  preview: Text,
});
export type NodeSummary = Static<typeof NodeSummary>;

export const EvidenceKind = Type.Union([
  Type.Literal("transcript"),
  Type.Literal("content"),
  Type.Literal("taint"),
  Type.Literal("control"),
  Type.Literal("causal"),
]);

const Span = nullable(Type.Tuple([Type.Integer(), Type.Integer()]));

/**
 * One reason for an edge. Spans are UTF-16 offsets `[start, end)` into the string at the path, in what
 * the nodes show. Null: the value as a whole, or a text that an edit has taken away.
 */
export const Evidence = Type.Object({
  kind: EvidenceKind,
  input_path: Text,
  input_span: Span,
  output_path: Text,
  output_span: Span,
});
export type Evidence = Static<typeof Evidence>;

export const Edge = Type.Object({
  source: NodeId,
  target: NodeId,
  evidence: Type.Array(Evidence),
});
export type Edge = Static<typeof Edge>;

/** A node as `ao graph --json` prints it: the summary and the bodies as the provider defines them. */
export const GraphNode = Type.Composite([
  NodeSummary,
  Type.Object({ input: Type.Unknown(), output: Type.Unknown() }),
]);
export type GraphNode = Static<typeof GraphNode>;

export const RunStatus = Type.Union([
  Type.Literal("running"),
  Type.Literal("finished"),
  Type.Literal("failed"),
  Type.Literal("interrupted"),
]);
export type RunStatus = Static<typeof RunStatus>;

export const Graph = Type.Object({
  session_id: Id,
  run_id: Id,
  parent_run_id: nullable(Id),
  status: RunStatus,
  version: nullable(Text),
  nodes: Type.Array(GraphNode),
  edges: Type.Array(Edge),
});
export type Graph = Static<typeof Graph>;
