// The layout of the spool: what a recorded program writes and what the server will read.
// `spool/<run id>/manifest.json`, and the envelopes of each process or worker, one per line (one without
// its line feed is still being written), in `<stream id>.jsonl`, `<stream id>.2.jsonl` and so on.
import { type Static, Type } from "@sinclair/typebox";
import { NodeKind } from "#src/protocol/graph.ts";
import { Id, Name } from "#src/protocol/ids.ts";
import { nullable } from "#src/protocol/nullable.ts";

/** What every process of a run must know. Holds no secret. */
export const SpoolManifest = Type.Object({
  session_id: Id,
  session_name: Name,
  run_id: Id,
  /** The `ao record` that started the run and forwards its events. */
  owner_pid: Type.Integer(),
  started_at: Type.Number(),
  ao_version: Type.String(),
  /** The user's own kinds of call. */
  calls: Type.Array(Type.Object({ pattern: Type.String(), kind: NodeKind, label: Type.String() })),
  /** Recorded answers to serve from (replay-file.ts); null lets every call go out. */
  replay_file: Type.Optional(nullable(Type.String())),
  /** Calls are refused also where that file cannot be read. */
  offline: Type.Optional(Type.Boolean()),
  /** What the program's random numbers come from; null leaves them alone. */
  seed: Type.Optional(nullable(Type.String())),
  /** Clock readings are written down, come from `readings_file`, or are left alone. */
  clock: Type.Optional(
    Type.Union([Type.Literal("record"), Type.Literal("replay"), Type.Literal("real")]),
  ),
  readings_file: Type.Optional(nullable(Type.String())),
  /** Stand-ins for keys that an SDK insists on and the environment lacks: no request with one may leave. */
  placeholders: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  ),
});
export type SpoolManifest = Static<typeof SpoolManifest>;
