// Whether an edited output still has what others took from it. Pure.
import type { Edge, Evidence } from "#src/protocol/graph.ts";
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
  return withWhatIsBetween(edge.evidence).every(({ output_path: path, output_span: span }) => {
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

type Taken = Pick<Evidence, "input_path" | "input_span" | "output_path" | "output_span">;

/**
 * The evidence, neighbours in one where what lies between them was taken, too: short words and markup
 * that was rewritten are no evidence, but there is about as much text between the two in the input.
 */
function withWhatIsBetween(evidence: readonly Evidence[]): Taken[] {
  const joined: Taken[] = [];
  for (const next of evidence.toSorted((a, b) => startOf(a) - startOf(b))) {
    const last = joined.at(-1);
    const both = last === undefined ? null : join(last, next);
    if (both === null) joined.push(next);
    else joined[joined.length - 1] = both;
  }
  return joined;
}

function startOf({ output_span: span }: Taken): number {
  return span?.[0] ?? 0;
}

function join(first: Taken, second: Taken): Taken | null {
  const isOnePlace =
    first.output_path === second.output_path && first.input_path === second.input_path;
  const [from, to] = [first.output_span, second.output_span];
  const [read, then] = [first.input_span, second.input_span];
  if (!isOnePlace || from === null || to === null || read === null || then === null) return null;
  const between = then[0] - read[1];
  if (between < 0 || between * 2 < to[0] - from[1]) return null;
  return {
    ...first,
    input_span: [read[0], Math.max(read[1], then[1])],
    output_span: [from[0], Math.max(from[1], to[1])],
  };
}
