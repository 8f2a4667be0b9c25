// What each UTF-16 unit means to the tokenizer. Tables, built once; no state.

/** Between words: space, punctuation, marks of Markdown, emoji. */
export const SEPARATOR = 0;
/** Part of a word. */
export const WORD = 1;
/** A word of its own: scripts that write no spaces. */
export const IDEOGRAPH = 2;
export const BACKSLASH = 3;
export const AMPERSAND = 4;

const IDEOGRAPHS = [
  [0x0e00, 0x0eff], // Thai, Lao
  [0x1000, 0x109f], // Burmese
  [0x1780, 0x17ff], // Khmer
  [0x2e80, 0x2fdf],
  [0x3041, 0x9fff], // kana, CJK
  [0xf900, 0xfaff],
] as const;

const SEPARATORS = [
  [0x0000, 0x002f],
  [0x003a, 0x0040],
  [0x005b, 0x0060],
  [0x007b, 0x00a9],
  [0x00ab, 0x00b1],
  [0x00b4, 0x00b4],
  [0x00b6, 0x00b8],
  [0x00bb, 0x00bb],
  [0x00bf, 0x00bf],
  [0x00d7, 0x00d7],
  [0x00f7, 0x00f7],
  [0x0589, 0x058f],
  [0x05be, 0x05be],
  [0x060c, 0x060d],
  [0x061b, 0x061f],
  [0x066a, 0x066d],
  [0x0964, 0x0965],
  [0x2000, 0x206f],
  [0x20a0, 0x20cf],
  [0x2190, 0x2bff],
  [0x2e00, 0x2e7f],
  [0x3000, 0x3004],
  [0x3008, 0x3020],
  [0x3030, 0x3030],
  [0xd800, 0xdfff], // pairs: emoji, rare scripts
  [0xe000, 0xf8ff],
  [0xfe00, 0xfe6f],
  [0xff00, 0xff0f],
  [0xff1a, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff65],
  [0xfff0, 0xffff],
] as const;

/** Letters that have an upper case outside ASCII; all others are taken as they are. */
const CASED = [
  [0x00c0, 0x024f],
  [0x0370, 0x058f],
  [0x1e00, 0x1fff],
  [0xff21, 0xff3a],
] as const;

/** Class of each UTF-16 unit. */
export const CLASSES = buildClasses();
/** Each UTF-16 unit in lower case. */
export const LOWER = buildLower();

/** True for a capital letter. */
export function isUpper(code: number): boolean {
  return (LOWER[code] ?? code) !== code;
}

/** True for an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000).fill(WORD);
  for (const [first, last] of IDEOGRAPHS) classes.fill(IDEOGRAPH, first, last + 1);
  for (const [first, last] of SEPARATORS) classes.fill(SEPARATOR, first, last + 1);
  classes[92] = BACKSLASH;
  classes[38] = AMPERSAND;
  return classes;
}

function buildLower(): Uint16Array {
  const lower = new Uint16Array(0x10000);
  for (let code = 0; code < lower.length; code++) lower[code] = code;
  for (let code = 65; code <= 90; code++) lower[code] = code + 32;
  for (const [first, last] of CASED) {
    for (let code = first; code <= last; code++) {
      const folded = String.fromCharCode(code).toLowerCase();
      if (folded.length === 1) lower[code] = folded.charCodeAt(0);
    }
  }
  return lower;
}
