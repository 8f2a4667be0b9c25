// Edits for the terminal: what was, and what now stands in its place. Pure.
import type { Paint } from "#src/cli/style.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import type { JsonChange } from "#src/protocol/diff.ts";
import type { Edit } from "#src/protocol/edit.ts";
import { jsonChanges } from "#src/runs/diff/json-changes.ts";

interface EditView {
  readonly paint: Paint;
  readonly width: number;
}

/** Changes of one edit that are shown; a body that was replaced as a whole has hundreds. */
const SHOWN = 12;

/** The lines of a list of edits. */
export function editLines(edits: readonly Edit[], view: EditView): string[] {
  const { paint } = view;
  return edits.flatMap(({ node_id, side, inherited, original, value }) => [
    `${paint.bold(node_id)}  ${side}${inherited ? paint.dim("  the run was made with it") : ""}`,
    ...changeLines(original, value, view),
  ]);
}

/** What an edit changes, value by value: the path, what was recorded, what it is now. */
export function changeLines(original: unknown, value: unknown, view: EditView): string[] {
  const { paint, width } = view;
  const changes = jsonChanges(original, value);
  const shown = changes.slice(0, SHOWN).flatMap((change) => [
    `    ${paint.dim(change.path === "" ? "(all of it)" : change.path)}`,
    ...valueLines(change).map(([sign, text]) => {
      const line = `      ${sign} ${cut(text, Math.max(20, width - 8))}`;
      return sign === "-" ? paint.red(line) : paint.green(line);
    }),
  ]);
  const more = changes.length - SHOWN;
  return more > 0 ? [...shown, paint.dim(`    and ${more} more (--json has all)`)] : shown;
}

function valueLines(change: JsonChange): [string, string][] {
  const lines: [string, string][] = [];
  if (change.kind !== "added") lines.push(["-", shownValue(change.old)]);
  if (change.kind !== "removed") lines.push(["+", shownValue(change.new)]);
  return lines;
}

/** More than fits into a line is not looked at. */
const READ = 2000;

function shownValue(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return oneLine(text.slice(0, READ));
}
