// What edits of a call there are or were, in a few words. Pure.
import type { NodeSummary } from "#src/protocol/graph.ts";

type EditState = Pick<NodeSummary, "edited" | "taken_back">;

/** True also where the run was made with an edit that is taken back: the call is shown with it. */
export function hasEdit({ edited, taken_back }: EditState): boolean {
  return edited !== null || taken_back !== null;
}

/** `edited output`, or nothing. */
export function describeEdit({ edited, taken_back: takenBack }: EditState): string {
  if (edited !== null) return `edited ${edited}`;
  return takenBack === null ? "" : `edited ${takenBack}, taken back`;
}
