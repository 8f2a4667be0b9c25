// The texts of a body that a person may search for. Pure.
import { findLeaves } from "#src/provenance/leaves.ts";

export interface BodyText {
  readonly path: string;
  /** Where this piece of a long text starts. */
  readonly start: number;
  readonly text: string;
}

/** A longer text is searched piece by piece, so that none of them takes long to store or to read. */
export const PIECE = 131_072;
/** Pieces overlap by this much: nobody searches for a longer phrase. */
export const OVERLAP = 500;

/** Names and ids that people look for; those of other kinds (roles, types, signatures) are everywhere. */
const NAMES = /(?:^|[._]|[a-z])(?:name|model|[iI]d)$/;

/** The strings of a body, without binary data. */
export function* textsOf(body: unknown): Generator<BodyText> {
  for (const { path, text, content } of findLeaves(body)) {
    if (!content && !NAMES.test(path)) continue;
    if (text.trim() === "") continue;
    yield* piecesOf(path, text);
  }
}

function* piecesOf(path: string, text: string): Generator<BodyText> {
  for (let start = 0; ; start += PIECE) {
    const piece = text.slice(start, start + PIECE + OVERLAP);
    yield { path, start, text: piece };
    if (start + PIECE + OVERLAP >= text.length) return;
  }
}
