// Whether an edited output still has what others took from it. Pure.
import type { Edge } from "#src/protocol/graph.ts";
import { valueAt } from "#src/protocol/json.ts";

/** An output before and after its edit. */
export interface EditedValue {
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * True where all that the edge's evidence rests on is still there, character for character, and ends
 * where it ended: who took a line, a field or all of a text takes with it what is added to that.
 */
export function keepsEvidence(edge: Edge, value: EditedValue): boolean {
  if (edge.evidence.length === 0) return false;
  return edge.evidence.every(({ output_path: path, output_span: span }) => {
    const before = valueAt(value.before, path);
    const after = valueAt(value.after, path);
    if (span === null || typeof before !== "string" || typeof after !== "string") {
      return before !== undefined && Bun.deepEquals(before, after);
    }
    const [start, end] = span;
    // One character more on either side: the bounds are before the text and behind it.
    return withBounds(after).includes(withBounds(before).slice(start, end + 2));
  });
}

/** The blanks at a text's end are no part of what is said. */
function withBounds(text: string): string {
  return `\u0002${text.trimEnd()}\u0003`;
}
