// The `/ws` protocol: what a client may ask and the deltas it gets. Deltas, never whole graphs.
import { type Static, Type } from "@sinclair/typebox";
import { Edge, NodeSummary } from "#src/protocol/graph.ts";
import { Id, NodeId } from "#src/protocol/ids.ts";
import { Run, Session } from "#src/protocol/session.ts";

/** `since`: replay what came after this number first; without it only what comes from now on. */
export const SocketRequest = Type.Union([
  Type.Object({
    type: Type.Literal("subscribe"),
    session_id: Type.Optional(Id),
    since: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  Type.Object({ type: Type.Literal("unsubscribe"), session_id: Type.Optional(Id) }),
  Type.Object({ type: Type.Literal("ping") }),
]);
export type SocketRequest = Static<typeof SocketRequest>;

const delta = <Name extends string, Data extends Parameters<typeof Type.Array>[0]>(
  type: Name,
  data: Data,
) =>
  Type.Object({
    type: Type.Literal(type),
    /** Rises by one from delta to delta over the life of the store. */
    seq: Type.Integer(),
    session_id: Id,
    run_id: Type.Optional(Id),
    data,
  });

export const RunDelta = Type.Union([
  delta("session.updated", Type.Union([Session, Type.Object({ deleted: Type.Literal(true) })])),
  delta("run.started", Run),
  delta("run.updated", Run),
  delta("run.finished", Run),
  delta("run.deleted", Type.Object({ deleted: Type.Literal(true) })),
  delta("node.added", NodeSummary),
  delta("node.updated", NodeSummary),
  /** Text of a running stream; not kept for replay (the node has it all when it ends). */
  delta("node.chunk", Type.Object({ node_id: NodeId, at: Type.Number(), text: Type.String() })),
  delta("edge.added", Edge),
  delta("log", Type.Object({ level: Type.String(), message: Type.String() })),
]);
export type RunDelta = Static<typeof RunDelta>;

/** Everything the server sends on `/ws`. */
export const SocketMessage = Type.Union([
  RunDelta,
  /** The answer to `subscribe`: replay is complete up to this number. */
  Type.Object({
    type: Type.Literal("subscribed"),
    seq: Type.Integer(),
    session_id: Type.Optional(Id),
    /** True where `since` lies before what is kept: the client must load the state anew. */
    reset: Type.Boolean(),
  }),
  Type.Object({ type: Type.Literal("pong") }),
  Type.Object({
    type: Type.Literal("error"),
    error: Type.Object({ code: Type.String(), message: Type.String() }),
  }),
]);
export type SocketMessage = Static<typeof SocketMessage>;
