// How firmly a word of an output is set apart from its neighbours. A program that takes an answer apart
// cuts at such places: fields, lines, list items, quoted or emphasised words, sentences.

/** Inside running text. */
export const NONE = 0;
/** A comma, a full stop, a bracket. */
const WEAK = 1;
/** An end of the text, a line break, a quote, a mark of JSON or Markdown. */
export const STRONG = 2;

/** What lies between two words: its firmness, and what it says about them. */
export interface Gap {
  strength: number;
  /** The word before is a key or a label: `"city":`, `City:`. */
  label: boolean;
  /** The word after begins a sentence, so its capital letter means nothing. */
  sentence: boolean;
}

const STRONG_MARKS = markSet('\n\r\t"`|*{}[]<>\\#~“”«»「」『』•');
const WEAK_MARKS = markSet(",;:.!?()=–—→、。，；：！？（）");
const SENTENCE_MARKS = markSet(".!?:。！？");
const COLON = 58;
const QUOTE = 34;

/** Reads the gap `[from, to)` between two words of `text`, or between a word and an end of it. */
export function readGap(text: string, from: number, to: number, into: Gap): void {
  const edge = from === 0 || to === text.length;
  into.label = false;
  into.sentence = edge;
  into.strength = edge ? STRONG : NONE;
  if (to - from === 1 && !edge && isJoin(text, from)) return;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (STRONG_MARKS.has(code)) into.strength = STRONG;
    else if (WEAK_MARKS.has(code) && into.strength === NONE) into.strength = WEAK;
    if (SENTENCE_MARKS.has(code) || STRONG_MARKS.has(code)) into.sentence = true;
    if (code === COLON && index - from <= 3 && to < text.length)
      into.label = isLabel(text, from, index);
  }
}

/** One mark without space joins words (`INV-2231`, `3.14`, `user_id`), unless it is a firm one. */
function isJoin(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code === 32) return true;
  if (STRONG_MARKS.has(code)) return false;
  if (code !== 44 && code !== 58 && code !== 59 && code !== 61) return true;
  return isDigitAt(text, index - 1) && isDigitAt(text, index + 1);
}

/** `key:`, `"key":`, `key" :`, also with an escaped quote; not `"value" … :` further on. */
function isLabel(text: string, from: number, colon: number): boolean {
  for (let index = from; index < colon; index++) {
    const code = text.charCodeAt(index);
    if (code !== QUOTE && code !== 92 && code !== 32 && code !== 42 && code !== 39) return false;
  }
  return true;
}

function isDigitAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

function markSet(marks: string): Set<number> {
  return new Set([...marks].map((mark) => mark.charCodeAt(0)));
}
