// How a run is answered from recorded ones: the rule for what counts as the same call, and the options
// of a re-run. Shared by command line, server and runner.
import { type Static, Type } from "@sinclair/typebox";
import { Id, NodeId } from "#src/protocol/ids.ts";

/**
 * `exact`: the same request. `ignore-system`: system prompts may differ. `ignore-paths`: what stands at
 * the listed paths may differ. `position`: the nth call of an operation is the nth recorded one.
 */
export const MatchMode = Type.Union([
  Type.Literal("exact"),
  Type.Literal("ignore-system"),
  Type.Literal("ignore-paths"),
  Type.Literal("position"),
]);
export type MatchMode = Static<typeof MatchMode>;

/** What counts as the same call. */
export const MatchRule = Type.Object({
  mode: MatchMode,
  /** Paths inside the request body as `joinPath` writes them, `[*]` for any index; for `ignore-paths`. */
  ignore: Type.Array(Type.String({ minLength: 1, maxLength: 1000 }), { maxItems: 100 }),
});
export type MatchRule = Static<typeof MatchRule>;

export const EXACT: MatchRule = { mode: "exact", ignore: [] };

/** The longest a run can be given: a timer that is set to more goes off at once. */
export const MOST_SECONDS = 24 * 24 * 3600;

export const EditSide = Type.Union([Type.Literal("input"), Type.Literal("output")]);
export type EditSide = Static<typeof EditSide>;

/** What a run that was answered from recorded ones says of itself. */
export const ReplayInfo = Type.Object({
  /** The run that was run again. */
  run_id: Id,
  match: MatchRule,
  /** The edits that were in force, by the nodes of that run. */
  edits: Type.Array(Type.Object({ node_id: NodeId, side: EditSide })),
});
export type ReplayInfo = Static<typeof ReplayInfo>;

/** The wishes of whoever asks for a re-run; each has a default. */
export const ReplayOptions = Type.Object(
  {
    match: Type.Optional(MatchRule),
    /** False ignores all edits. */
    edits: Type.Optional(Type.Boolean()),
    /** False serves nothing: every call goes out. */
    cache: Type.Optional(Type.Boolean()),
    /** True refuses what is not recorded in place of sending it. */
    offline: Type.Optional(Type.Boolean()),
    /** True answers with the recorded timing. */
    pace: Type.Optional(Type.Boolean()),
    /** False: real time. The settings decide where it is absent. */
    clock: Type.Optional(Type.Boolean()),
    /** False: new random numbers; true: those of the recorded run; a string: those of that seed. */
    seed: Type.Optional(Type.Union([Type.Boolean(), Type.String({ maxLength: 200 })])),
  },
  { additionalProperties: false },
);
export type ReplayOptions = Static<typeof ReplayOptions>;
