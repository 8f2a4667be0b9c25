// Which parts of something long are shown: its beginning, what was asked for, and the rest as gaps to be
// opened step by step. For texts and for lists of messages; pure.
import type { Span } from "./mark-address.ts";

export type Piece =
  | { readonly kind: "shown"; readonly start: number; readonly end: number }
  | { readonly kind: "gap"; readonly start: number; readonly end: number };

/** The whole of `length` as pieces; `wanted` may overlap and be in any order. */
export function shownPieces(length: number, wanted: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of wanted.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.max(from, at);
    const end = Math.min(to, length);
    if (end <= start) continue;
    if (start > at) pieces.push({ kind: "gap", start: at, end: start });
    const last = pieces.at(-1);
    if (last?.kind === "shown") pieces[pieces.length - 1] = { ...last, end };
    else pieces.push({ kind: "shown", start, end });
    at = end;
  }
  if (at < length) pieces.push({ kind: "gap", start: at, end: length });
  return pieces;
}

/** A range around a mark, of which at most `most` is shown. */
export function around([start, end]: Span, margin: number, most: number): Span {
  return [Math.max(0, start - margin), Math.min(end, start + most) + margin];
}
