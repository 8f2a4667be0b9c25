// A text's words as a comparison shows them: long equal stretches folded to some words around what
// differs. Pure, and quick for texts of megabytes: what is folded is never looked at.
import type { JsonChange } from "#src/protocol/diff.ts";

export type Words = NonNullable<JsonChange["words"]>;

export interface Piece {
  readonly kind: "same" | "added" | "removed" | "folded";
  readonly text: string;
}

/** Characters that stay at either side of what differs. */
const CONTEXT = 120;
/** Less is not worth a fold. */
const LEAST = 80;

/** The same text, piece by piece: nothing is left out, folded pieces have theirs. */
export function foldWords(words: Words): Piece[] {
  return words.flatMap(({ kind, text }, index): Piece[] => {
    if (kind !== "same") return [{ kind, text }];
    const head = index === 0 ? 0 : headEnd(text);
    const tail = index === words.length - 1 ? text.length : tailStart(text);
    if (tail - head < LEAST) return [{ kind, text }];
    const pieces: Piece[] = [
      { kind, text: text.slice(0, head) },
      { kind: "folded", text: text.slice(head, tail) },
      { kind, text: text.slice(tail) },
    ];
    return pieces.filter((piece) => piece.text !== "");
  });
}

/** True where something stands on both sides: else two whole texts are easier to read. */
export function hasCommon(words: Words): boolean {
  return words.some(({ kind, text }) => kind === "same" && /\S/.test(text));
}

/** The end of a word, not far behind the context's. */
function headEnd(text: string): number {
  const space = text.slice(CONTEXT, CONTEXT * 2).search(/\s/);
  return Math.min(text.length, space === -1 ? CONTEXT : CONTEXT + space);
}

function tailStart(text: string): number {
  const from = Math.max(0, text.length - CONTEXT * 2);
  const stretch = text.slice(from, Math.max(0, text.length - CONTEXT));
  const space = stretch.search(/\s\S*$/);
  return space === -1 ? Math.max(0, text.length - CONTEXT) : from + space + 1;
}
