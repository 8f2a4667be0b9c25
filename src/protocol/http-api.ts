// Requests and responses of the HTTP API, one schema each; the OpenAPI page is made from them.
import { type Static, Type } from "@sinclair/typebox";
import { Edge, GraphNode, NodeSummary } from "#src/protocol/graph.ts";
import { Id, Name } from "#src/protocol/ids.ts";
import { nullable } from "#src/protocol/nullable.ts";
import { Run, Session, SessionKind } from "#src/protocol/session.ts";

export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    hint: Type.Optional(Type.String()),
    details: Type.Optional(Type.Unknown()),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;

export const Health = Type.Object({
  status: Type.Literal("ok"),
  name: Type.Literal("ao"),
  version: Type.String(),
  instance: Type.String(),
  pid: Type.Integer(),
  uptime_seconds: Type.Number(),
  active_sessions: Type.Integer(),
  total_sessions: Type.Integer(),
});
export type Health = Static<typeof Health>;

/** `POST /sessions`. */
export const SessionCreate = Type.Object(
  {
    name: Type.Optional(Name),
    user_id: Type.Optional(Name),
    kind: Type.Optional(SessionKind),
    config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    metadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);
export type SessionCreate = Static<typeof SessionCreate>;

/** `GET /sessions`: newest first. */
export const SessionQuery = Type.Object({
  user_id: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  kind: Type.Optional(SessionKind),
  search: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  cursor: Type.Optional(Type.String()),
});
export type SessionQuery = Static<typeof SessionQuery>;

export const SessionList = Type.Object({
  sessions: Type.Array(Session),
  next_cursor: nullable(Type.String()),
});
export type SessionList = Static<typeof SessionList>;

export const SessionStats = Type.Object({
  session_id: Id,
  runs: Type.Integer(),
  nodes: Type.Integer(),
  edges: Type.Integer(),
  errors: Type.Integer(),
  tokens: Type.Object({ input: Type.Number(), output: Type.Number(), cached: Type.Number() }),
  cost_usd: nullable(Type.Number()),
  duration_ms: Type.Number(),
  size_bytes: Type.Integer(),
});
export type SessionStats = Static<typeof SessionStats>;

export const RunList = Type.Object({ runs: Type.Array(Run) });
export type RunList = Static<typeof RunList>;

/** `GET /runs/:run/nodes`: a run without bodies, for lists and the graph view. */
export const RunOutline = Type.Object({
  run: Run,
  nodes: Type.Array(NodeSummary),
  edges: Type.Array(Edge),
});
export type RunOutline = Static<typeof RunOutline>;

/** `GET /runs/:run/nodes/:node`. */
export const NodeDetail = Type.Composite([
  GraphNode,
  Type.Object({
    session_id: Id,
    run_id: Id,
    stack: nullable(Type.String()),
    /** Arrivals of a stream: milliseconds after the start, bytes. */
    chunks: Type.Array(Type.Tuple([Type.Number(), Type.Integer()])),
    edges_in: Type.Array(Edge),
    edges_out: Type.Array(Edge),
  }),
]);
export type NodeDetail = Static<typeof NodeDetail>;

/** A message in plain words, the same for every provider. */
export const PlainMessage = Type.Object({
  role: Type.Union([
    Type.Literal("system"),
    Type.Literal("user"),
    Type.Literal("assistant"),
    Type.Literal("tool"),
  ]),
  /** Text, calls of tools with their arguments, and what tools answered, well or with an error. */
  parts: Type.Array(
    Type.Object({
      kind: Type.Union([
        Type.Literal("text"),
        Type.Literal("call"),
        Type.Literal("result"),
        Type.Literal("error"),
      ]),
      /** The tool's. */
      name: nullable(Type.String()),
      text: Type.String(),
    }),
  ),
});
export type PlainMessage = Static<typeof PlainMessage>;

/** `GET /runs/:run/nodes/:node/messages`: empty where the bodies are no conversation ao reads. */
export const NodeMessages = Type.Object({
  input: Type.Array(PlainMessage),
  output: Type.Array(PlainMessage),
});
export type NodeMessages = Static<typeof NodeMessages>;

/** `POST /sessions/:id/cache`: the recorded answers of a session, written to a file for a runner. */
export const CacheExport = Type.Object({ file: Type.String(), entries: Type.Integer() });
export type CacheExport = Static<typeof CacheExport>;
