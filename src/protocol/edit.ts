// Edits: a person's replacement for a call's input or output. The recorded original is never changed.
import { type Static, Type } from "@sinclair/typebox";
import { Id, NodeId } from "#src/protocol/ids.ts";
import { nullable } from "#src/protocol/nullable.ts";
import { EditSide } from "#src/protocol/replay.ts";

/** The body of `PUT /runs/:run/nodes/:node/edit`: exactly one of its fields. */
export const EditRequest = Type.Object(
  {
    /** The whole body, as the provider defines it. */
    input: Type.Optional(Type.Unknown()),
    output: Type.Optional(Type.Unknown()),
    /**
     * Single values, at paths as `joinPath` writes them. A path belongs to the side that has it;
     * `input.` or `output.` before it says which where both have.
     */
    set: Type.Optional(
      Type.Array(Type.Object({ path: Type.String({ minLength: 1 }), value: Type.Unknown() }), {
        minItems: 1,
      }),
    ),
    /** The plain text of the output, whatever the provider's format. */
    text: Type.Optional(Type.String()),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type EditRequest = Static<typeof EditRequest>;

/** One edit of a run's set. */
export const Edit = Type.Object({
  /** The run or subrun that has the node, and the subrun's path; null for the program's run. */
  run_id: Id,
  subrun: nullable(Type.String()),
  node_id: NodeId,
  side: EditSide,
  /** The body as it now is. */
  value: Type.Unknown(),
  /** What was recorded before any edit; null also where that is no longer stored. */
  original: Type.Unknown(),
  /** The run was made with it: an edit of the run that it is a re-run of. */
  inherited: Type.Boolean(),
  created_at: Type.String(),
});
export type Edit = Static<typeof Edit>;

/** `GET /runs/:run/edits`: those of the run, then those of its subruns. */
export const EditList = Type.Object({ edits: Type.Array(Edit) });
export type EditList = Static<typeof EditList>;

/** The answer to an edit, and to taking one back. */
export const EditAnswer = Type.Object({
  run_id: Id,
  /**
   * The node that has the edit: not the one asked for where the arguments of a program's own tool are
   * edited, for they are a part of the answer of the call that asked for it.
   */
  node_id: NodeId,
  /** As the node is shown in lists. */
  label: Type.String(),
  side: EditSide,
  /** Null where none is in force any more: re-runs have what was recorded before any edit. */
  edit: nullable(Edit),
  /** The run was made with an edit that is not in force any more: its node goes on to show that. */
  taken_back: nullable(EditSide),
  /** The other side, where it had an edit that is now gone: a node has one. */
  replaced: nullable(EditSide),
  /** Paths of `set` that were not there before. */
  added: Type.Array(Type.String()),
});
export type EditAnswer = Static<typeof EditAnswer>;
