// What a recorded program's process reports: one event per line of a spool file, and the same
// objects over the `/runner` WebSocket. Written by worker/, forwarded by record/, read by the server.
import { type Static, Type } from "@sinclair/typebox";
import { nullable } from "#src/protocol/nullable.ts";
import { Id, Name, NodeId } from "#src/protocol/ids.ts";
import { EditSide, ReplayInfo } from "#src/protocol/replay.ts";
import { CallSource, NodeKind, SourceLocation } from "#src/protocol/graph.ts";

const Text = Type.String();
/** Milliseconds since 1970, with fractions. */
const Timestamp = Type.Number();

/** A body as it was on the wire: text where it is valid UTF-8, else base64; before content decoding. */
export const RecordedBody = Type.Object({
  encoding: Type.Union([Type.Literal("utf8"), Type.Literal("base64")]),
  content: Text,
  /** Bytes on the wire. */
  bytes: Type.Number(),
  content_type: nullable(Text),
  content_encoding: nullable(Text),
  /** Set where the body was too large to keep; `content` is then empty. */
  omitted: Type.Optional(Text),
});
export type RecordedBody = Static<typeof RecordedBody>;

/** Names a recorded call: the node that it became. */
export const NodeReference = Type.Object({ run_id: Id, node_id: NodeId });
export type NodeReference = Static<typeof NodeReference>;

/** The command of a run as an argument array, so that it can be started again. */
export const Command = Type.Object({
  script: Text,
  args: Type.Array(Text),
  cwd: Text,
});
export type Command = Static<typeof Command>;

export const RunStart = Type.Object({
  type: Type.Literal("run-start"),
  session_id: Id,
  session_name: Name,
  run_id: Id,
  parent_run_id: nullable(Id),
  command: Command,
  pid: Type.Number(),
  started_at: Timestamp,
  ao_version: Text,
  seed: nullable(Text),
  /** Names of the program's environment variables; never their values. */
  environment_names: Type.Optional(Type.Array(Text)),
  /** What the run is answered from; absent where every call goes out. */
  replay: Type.Optional(nullable(ReplayInfo)),
});

/**
 * Fields that place an event within a run; optional, because older spools lack them.
 * `subrun`: the run id of the subrun it happened in; absent for the run itself.
 * `process`: which of the program's processes: `0` the program, `0.1` its first child or worker, `0.1.2` …
 */
const PLACE = { subrun: Type.Optional(Id), process: Type.Optional(Text) };

export const CallStart = Type.Object({
  type: Type.Literal("call-start"),
  /** Unique within the run: `<stream id>:<n>`. */
  call_id: Text,
  /** The operation that recognised the request: an id of the provider registry, `openai.chat`. */
  operation: Text,
  kind: NodeKind,
  /** A label given by the user's own configuration for this URL. */
  configured_label: nullable(Text),
  method: Text,
  /** Without credentials: user information and secret query parameters are dropped. */
  url: Text,
  started_at: Timestamp,
  request: RecordedBody,
  location: nullable(SourceLocation),
  /** The stack at the call, innermost first, one frame per line. */
  stack: nullable(Text),
  ...PLACE,
  /** Where an edit replaced the request: what the program itself asked. `request` is what was sent. */
  asked: Type.Optional(RecordedBody),
  /** 0 for a first attempt; n for the nth retry where the client says so (`x-stainless-retry-count`). */
  retry: Type.Number(),
});
export type CallStart = Static<typeof CallStart>;

/** Part of a streamed response, in order; several arrivals may share one event. */
export const CallChunk = Type.Object({
  type: Type.Literal("call-chunk"),
  call_id: Text,
  subrun: PLACE.subrun,
  parts: Type.Array(
    Type.Object({
      /** Milliseconds after the call started. */
      at: Type.Number(),
      encoding: Type.Union([Type.Literal("utf8"), Type.Literal("base64")]),
      content: Text,
    }),
  ),
});
export type CallChunk = Static<typeof CallChunk>;

export const CallFailure = Type.Object({
  name: Text,
  message: Text,
  code: nullable(Text),
});

export const CallEnd = Type.Object({
  type: Type.Literal("call-end"),
  call_id: Text,
  subrun: PLACE.subrun,
  /** `ok`: the body ended; `error`: no response, a broken one or a status of 400 or more; `cancelled`: given up by the program. */
  outcome: Type.Union([Type.Literal("ok"), Type.Literal("error"), Type.Literal("cancelled")]),
  http_status: nullable(Type.Number()),
  /** The body; for a streamed one its `content` is empty and the chunks before hold it. */
  response: nullable(RecordedBody),
  streamed: Type.Boolean(),
  /** Milliseconds from the start of the call to the first byte of the body. */
  first_byte_ms: nullable(Type.Number()),
  duration_ms: Type.Number(),
  error: nullable(CallFailure),
  /** Where the answer came from. */
  source: CallSource,
  reason: nullable(Text),
  /** The recorded call that this one is, where there is one: the source of its answer, or what was edited. */
  served_from: Type.Optional(nullable(NodeReference)),
  edited: Type.Optional(nullable(EditSide)),
});
export type CallEnd = Static<typeof CallEnd>;

/**
 * A call that was answered with what is recorded of the very same request: start and end in one, and
 * all that is not said here is as it is with the recorded call.
 */
export const CallServed = Type.Object({
  type: Type.Literal("call-served"),
  call_id: Text,
  operation: Text,
  kind: NodeKind,
  url: Text,
  started_at: Timestamp,
  location: nullable(SourceLocation),
  stack: nullable(Text),
  ...PLACE,
  retry: Type.Number(),
  first_byte_ms: Type.Number(),
  duration_ms: Type.Number(),
  reason: Text,
  served_from: NodeReference,
});
export type CallServed = Static<typeof CallServed>;

export const RunEnd = Type.Object({
  type: Type.Literal("run-end"),
  exit_code: nullable(Type.Number()),
  signal: nullable(Text),
  ended_at: Timestamp,
  duration_ms: Type.Number(),
});

/** A failure of ao itself inside the program's process: a line for the log. */
export const RunnerLog = Type.Object({
  type: Type.Literal("runner-log"),
  level: Type.Union([Type.Literal("info"), Type.Literal("warn"), Type.Literal("error")]),
  message: Text,
});

/** A part of the program with a graph of its own: `subrun(name, …)` of the module "ao". */
export const SubrunStart = Type.Object({
  type: Type.Literal("subrun-start"),
  subrun: Id,
  /** The subrun it is inside of; null: the run itself. */
  within: nullable(Id),
  name: Text,
  /** Its place in the program, the same in each run of it: `sample-1`, `sample-1#2` for the second of that name, `outer/inner`. */
  path: Text,
  started_at: Timestamp,
});

export const SubrunEnd = Type.Object({
  type: Type.Literal("subrun-end"),
  subrun: Id,
  ended_at: Timestamp,
  duration_ms: Type.Number(),
  /** What its function threw; null where it returned. */
  error: nullable(CallFailure),
});

/** What the program says of its run: `log(entry, { success })` of the module "ao". */
export const ProgramLog = Type.Object({
  type: Type.Literal("program-log"),
  ...PLACE,
  at: Timestamp,
  /** As JSON, or as text where it is none. */
  entry: Type.Unknown(),
  success: nullable(Type.Boolean()),
});

/** Text that the program wrote to a standard stream. */
export const ProgramOutput = Type.Object({
  type: Type.Literal("output"),
  ...PLACE,
  stream: Type.Union([Type.Literal("stdout"), Type.Literal("stderr")]),
  at: Timestamp,
  text: Text,
  /** True for the last one that is kept: the program wrote more. */
  truncated: Type.Optional(Type.Literal(true)),
});
export type ProgramOutput = Static<typeof ProgramOutput>;

/** What a process read from its clocks, to read again in a re-run. `data` as worker/determinism writes it, compressed, as base64. */
export const ClockReadings = Type.Object({
  type: Type.Literal("clock-readings"),
  process: Text,
  data: Text,
});

export const RunnerEvent = Type.Union([
  RunStart,
  CallStart,
  CallChunk,
  CallEnd,
  CallServed,
  RunEnd,
  RunnerLog,
  SubrunStart,
  SubrunEnd,
  ProgramLog,
  ProgramOutput,
  ClockReadings,
]);
export type RunnerEvent = Static<typeof RunnerEvent>;

/** One line of a spool file. `seq` counts from 1 within its stream, without gaps. */
export const RunnerEnvelope = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  event: RunnerEvent,
});
export type RunnerEnvelope = Static<typeof RunnerEnvelope>;

/**
 * Client to server on `/runner?run=…`: events of one stream, the wish to hear when all is processed, or
 * the program's environment, which the server keeps in memory alone for re-runs in the background.
 */
export const RunnerClientMessage = Type.Union([
  Type.Object({
    type: Type.Literal("events"),
    stream_id: Text,
    events: Type.Array(RunnerEnvelope),
  }),
  Type.Object({ type: Type.Literal("settle") }),
  Type.Object({
    type: Type.Literal("environment"),
    variables: Type.Record(Type.String(), Type.String()),
  }),
]);
export type RunnerClientMessage = Static<typeof RunnerClientMessage>;

/** How many intercepted calls were refused, were edited (on either side), came from the cache, or went out. */
export const CallCounts = Type.Object({
  live: Type.Integer(),
  cache: Type.Integer(),
  edited: Type.Integer(),
  refused: Type.Integer(),
});
export type CallCounts = Static<typeof CallCounts>;

/** Server to client on `/runner`. An acknowledged `seq` is durable in the store. */
export const RunnerServerMessage = Type.Union([
  Type.Object({ type: Type.Literal("ready") }),
  Type.Object({ type: Type.Literal("ack"), stream_id: Text, seq: Type.Integer() }),
  Type.Object({
    type: Type.Literal("settled"),
    nodes: Type.Integer(),
    edges: Type.Integer(),
    calls: CallCounts,
  }),
  Type.Object({ type: Type.Literal("refused"), message: Text }),
]);
export type RunnerServerMessage = Static<typeof RunnerServerMessage>;
