// Sessions and runs as the HTTP API and `--json` show them.
import { type Static, Type } from "@sinclair/typebox";
import { nullable } from "#src/protocol/nullable.ts";
import { RunStatus, Tokens } from "#src/protocol/graph.ts";
import { Id, Name } from "#src/protocol/ids.ts";
import { ReplayInfo } from "#src/protocol/replay.ts";
import { Command } from "#src/protocol/runner-event.ts";

const Text = Type.String();

export const SessionKind = Type.Union([
  Type.Literal("record"),
  Type.Literal("repl"),
  Type.Literal("chat"),
  Type.Literal("team"),
]);
export type SessionKind = Static<typeof SessionKind>;

/** The orders in which sessions are listed; all but the name's have the most first. */
export const SessionSort = Type.Union([
  Type.Literal("newest"),
  Type.Literal("name"),
  Type.Literal("cost"),
  Type.Literal("tokens"),
  Type.Literal("duration"),
]);
export type SessionSort = Static<typeof SessionSort>;

export const SessionStatus = Type.Union([
  Type.Literal("active"),
  Type.Literal("idle"),
  Type.Literal("expired"),
  Type.Literal("terminated"),
]);

/** Times are ISO 8601 in UTC. */
export const Session = Type.Object({
  session_id: Id,
  name: Name,
  kind: SessionKind,
  /** `active` while a run is going on, else `idle`. */
  status: SessionStatus,
  user_id: nullable(Text),
  created_at: Text,
  last_activity: Text,
  expires_at: nullable(Text),
  total_requests: Type.Integer(),
  total_collaborations: Type.Integer(),
  context_entries: Type.Integer(),
  runs: Type.Integer(),
  checkpoints: Type.Integer(),
  size_bytes: Type.Integer(),
  metadata: Type.Record(Text, Type.Unknown()),
});
export type Session = Static<typeof Session>;

export const RunResult = Type.Union([Type.Literal("satisfactory"), Type.Literal("failed")]);

/** What lists of sessions can be asked for. */
export const SessionResult = Type.Union([RunResult, Type.Literal("none")]);
export type SessionResult = Static<typeof SessionResult>;

export const Run = Type.Object({
  run_id: Id,
  session_id: Id,
  /** The run that this one is a re-run of. */
  parent_run_id: nullable(Id),
  /** For a subrun: the run or subrun that holds it, its name, and its place in the program: `outer/inner`, `sample#2`. */
  subrun_of: nullable(Id),
  name: nullable(Text),
  path: nullable(Text),
  status: RunStatus,
  command: Command,
  started_at: Text,
  ended_at: nullable(Text),
  duration_ms: nullable(Type.Number()),
  exit_code: nullable(Type.Integer()),
  signal: nullable(Text),
  /** What the function of a subrun threw: `RangeError: too many`; null where it threw nothing. */
  error: nullable(Text),
  version: nullable(Text),
  seed: nullable(Text),
  /** What it was answered from; null for a run of which every call went out. */
  replay: nullable(ReplayInfo),
  /** How many edits are in force for its re-runs. */
  edits: Type.Integer(),
  label: nullable(Text),
  note: nullable(Text),
  result: nullable(RunResult),
  colour: nullable(Text),
  /** Its own: what is in its subruns is theirs. */
  nodes: Type.Integer(),
  edges: Type.Integer(),
  tokens: Tokens,
  /** Sum of the known costs; null where no node has one. */
  cost_usd: nullable(Type.Number()),
});
export type Run = Static<typeof Run>;

/** The colours that a run can be marked with by name. */
export const COLOURS = [
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "cyan",
  "blue",
  "purple",
  "magenta",
  "pink",
  "brown",
  "black",
  "grey",
  "gray",
  "white",
] as const;

const Colour = Type.Union([
  ...COLOURS.map((name) => Type.Literal(name)),
  Type.String({ pattern: "^#[0-9a-fA-F]{6}$", description: "#rrggbb" }),
]);

/** The body of `PATCH /runs/:run`; null clears. */
export const RunPatch = Type.Partial(
  Type.Object({
    label: nullable(Type.String({ maxLength: 200 })),
    note: nullable(Type.String({ maxLength: 100_000 })),
    result: nullable(RunResult),
    colour: nullable(Colour),
  }),
  { additionalProperties: false, minProperties: 1 },
);
export type RunPatch = Static<typeof RunPatch>;
