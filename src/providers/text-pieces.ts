// A text in the pieces a model would have streamed it in. Pure; the pieces put together are the text.

/** A stream is for the eye and for parsers: more pieces would show nothing more. */
const MOST = 20;
/** A word that is longer has none of the blanks that one can cut at (Chinese, base64). */
const LONG_WORD = 60;

/**
 * Words, each with the blank before it, at most twenty pieces; characters that belong together
 * (surrogate pairs, emoji, accents) stay so. The empty text has no pieces.
 */
export function textPieces(text: string): string[] {
  const words = text.match(/\s*\S+|\s+$/g) ?? [];
  return group(words.flatMap((word) => (word.length > LONG_WORD ? cutWord(word) : [word])));
}

/** Base64 in pieces that are base64 each. */
export function base64Pieces(text: string): string[] {
  const size = Math.max(4, Math.ceil(text.length / MOST / 4) * 4);
  return cut(text, size);
}

function group(units: readonly string[]): string[] {
  if (units.length <= MOST) return [...units];
  const size = Math.ceil(units.length / MOST);
  const pieces: string[] = [];
  for (let at = 0; at < units.length; at += size) pieces.push(units.slice(at, at + size).join(""));
  return pieces;
}

function cutWord(word: string): string[] {
  const size = Math.ceil(word.length / MOST);
  // ASCII has no characters of several units but the line end, which is no part of a word's inside.
  if (isAscii(word)) return cut(word, size);
  // Only where a cut would be: segmenting all of a long text would take longer than all else.
  const segments = new Intl.Segmenter().segment(word);
  const pieces: string[] = [];
  for (let start = 0, end = size; start < word.length; end += size) {
    const boundary = segments.containing(end)?.index ?? word.length;
    if (boundary > start) pieces.push(word.slice(start, boundary));
    start = Math.max(start, boundary);
  }
  return pieces;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function cut(text: string, size: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}
