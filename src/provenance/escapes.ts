// Escapes inside a text: those of JSON (also nested: `\\\\n`) and of HTML. They are read the same on
// both sides of a comparison, so a text is found again after it was stringified or HTML-escaped.

/** What stands at an escape: its length, and the UTF-16 unit it means (0 for something between words). */
export interface Escape {
  length: number;
  code: number;
}

const CONTROL_LETTERS = new Set(["n", "r", "t", "b", "f"]);
const ENTITY =
  /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp|mdash|ndash|hellip|lsquo|rsquo|ldquo|rdquo|bull));/y;
const UNICODE = /u([0-9a-fA-F]{4})/y;

/** Reads backslashes at `start` and what they escape. */
export function readBackslash(text: string, start: number, into: Escape): void {
  let index = start + 1;
  while (text.charCodeAt(index) === 92) index++;
  into.code = 0;
  into.length = index - start;
  UNICODE.lastIndex = index;
  const unicode = UNICODE.exec(text);
  if (unicode?.[1] !== undefined) {
    into.code = Number.parseInt(unicode[1], 16);
    into.length += 5;
  } else if (CONTROL_LETTERS.has(text.charAt(index))) into.length++;
}

/** Reads a character reference at `start`, or the ampersand alone. */
export function readAmpersand(text: string, start: number, into: Escape): void {
  ENTITY.lastIndex = start;
  const match = ENTITY.exec(text);
  into.code = 0;
  into.length = match === null ? 1 : match[0].length;
  const [, decimal, hexadecimal] = match ?? [];
  if (decimal !== undefined) into.code = Number.parseInt(decimal, 10) & 0xffff;
  else if (hexadecimal !== undefined) into.code = Number.parseInt(hexadecimal, 16) & 0xffff;
}
