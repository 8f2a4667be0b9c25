// How a node is named among those of a run and its subruns. Pure.
import { oneLine } from "#src/cli/text.ts";

/** `n4`, or `n4 in sample-1` where its subrun has to be said. */
export function nodeIn(nodeId: string, subrun: string | null): string {
  return subrun === null ? nodeId : `${nodeId} in ${oneLine(subrun)}`;
}
