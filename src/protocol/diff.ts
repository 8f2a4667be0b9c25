// Two runs compared. The shape of `ao diff --json` and `GET /runs/:a/diff/:b`.
import { type Static, Type } from "@sinclair/typebox";
import { NodeSummary, Tokens } from "#src/protocol/graph.ts";
import { nullable } from "#src/protocol/nullable.ts";
import { Run } from "#src/protocol/session.ts";

const Text = Type.String();

/** One value of a JSON document that differs; undefined values are absent. */
export const JsonChange = Type.Object({
  path: Text,
  kind: Type.Union([Type.Literal("changed"), Type.Literal("added"), Type.Literal("removed")]),
  old: Type.Optional(Type.Unknown()),
  new: Type.Optional(Type.Unknown()),
  /** For two strings: their words. */
  words: Type.Optional(
    Type.Array(
      Type.Object({
        kind: Type.Union([Type.Literal("same"), Type.Literal("added"), Type.Literal("removed")]),
        text: Text,
      }),
    ),
  ),
});
export type JsonChange = Static<typeof JsonChange>;

export const Deltas = Type.Object({
  tokens: Tokens,
  cost_usd: nullable(Type.Number()),
  duration_ms: nullable(Type.Number()),
});
export type Deltas = Static<typeof Deltas>;

/** One line of the alignment: a call of either run, or the same call in both. */
export const AlignedCall = Type.Object({
  state: Type.Union([
    Type.Literal("same"),
    Type.Literal("changed"),
    Type.Literal("only-a"),
    Type.Literal("only-b"),
  ]),
  /** The place of the subrun they are in; null in the run itself. */
  subrun: nullable(Text),
  a: nullable(NodeSummary),
  b: nullable(NodeSummary),
  input: Type.Array(JsonChange),
  output: Type.Array(JsonChange),
  /** b minus a; null where it is only in one. */
  deltas: nullable(Deltas),
  /**
   * With a control run: `edit` where the control gave what a gave, `variation` where the control
   * differs from a as well, `unknown` where it did not make the call or failed there. Absent without
   * one, or where nothing changed.
   */
  cause: Type.Optional(
    Type.Union([Type.Literal("edit"), Type.Literal("variation"), Type.Literal("unknown")]),
  ),
});
export type AlignedCall = Static<typeof AlignedCall>;

export const RunDiff = Type.Object({
  a: Run,
  b: Run,
  control: nullable(Run),
  calls: Type.Array(AlignedCall),
  counts: Type.Object({
    same: Type.Integer(),
    changed: Type.Integer(),
    only_a: Type.Integer(),
    only_b: Type.Integer(),
  }),
  deltas: Deltas,
  /** What the programs wrote, by lines; empty where it is the same. */
  program_output: Type.Object({
    stdout: Type.Array(JsonChange),
    stderr: Type.Array(JsonChange),
    /** Whose output was kept in part only; what lies behind is not compared. */
    truncated: Type.Object({ a: Type.Boolean(), b: Type.Boolean() }),
  }),
});
export type RunDiff = Static<typeof RunDiff>;
