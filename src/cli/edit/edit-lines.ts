// Edits for the terminal: what was, and what now stands in its place. Pure.
import { changeLines } from "#src/cli/diff/change-lines.ts";
import { nodeIn } from "#src/cli/node/node-in.ts";
import type { Paint } from "#src/cli/style.ts";
import type { JsonChange } from "#src/protocol/diff.ts";
import type { Edit } from "#src/protocol/edit.ts";
import { jsonChanges } from "#src/runs/diff/json-changes.ts";

interface EditView {
  readonly paint: Paint;
  readonly width: number;
}

/** Changes of one edit that are shown; a body that was replaced as a whole has hundreds. */
const SHOWN = 12;

/** The lines of a list of edits of the run `runId` and its subruns. */
export function editLines(
  edits: readonly Edit[],
  view: EditView & { readonly runId: string },
): string[] {
  return edits.flatMap((edit) => [
    headOf(edit, view),
    ...editedLines(edit.original, edit.value, view),
  ]);
}

function headOf(
  { run_id, subrun, node_id, side, inherited }: Edit,
  { paint, runId }: EditView & { readonly runId: string },
): string {
  const name = nodeIn(node_id, run_id === runId ? null : subrun);
  return `${paint.bold(name)}  ${side}${inherited ? paint.dim("  the run was made with it") : ""}`;
}

/** What an edit changes, value by value: the path, what was recorded, what it is now. */
export function editedLines(original: unknown, value: unknown, view: EditView): string[] {
  const changes = jsonChanges(original, value).map(withoutWords);
  return changeLines(changes, { ...view, context: 0, prefix: "", indent: "    ", most: SHOWN });
}

/** Whole values: what a person has written is read as it was written. */
function withoutWords({ words: _words, ...change }: JsonChange): JsonChange {
  return change;
}
