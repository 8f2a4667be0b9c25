// How much a word says about where a text came from, in bits: about the logarithm of how many texts
// one would have to read to meet it by chance. And how many bits make evidence.
import { isDigit, isUpper } from "./characters.ts";
import { isCommonWord } from "./common-words.ts";
import { NONE, STRONG } from "./boundaries.ts";

const COMMON_BITS = 0.5;
/** A word the prompts held before, in an order they did not hold. */
const REORDERED_BITS = 3;
const YEAR = /^(?:19|20)[0-9]{2}$/;

/** A word of an output and what is known about it. */
export interface WordInContext {
  /** The word as it stands in the text; asked for only where it matters, since it makes a string. */
  readonly read: () => string;
  readonly hash: number;
  /** No earlier input held the word. */
  readonly novel: boolean;
  /** Capital letters count only where no sentence begins. */
  readonly sentenceStart: boolean;
}

/** The bits of a word that stands in novel text. */
export function bitsOfWord(word: WordInContext): number {
  if (isCommonWord(word.hash)) return COMMON_BITS;
  if (!word.novel) return REORDERED_BITS;
  const text = word.read();
  let digits = 0;
  let capitals = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) digits++;
    else if (isUpper(code)) capitals++;
  }
  if (digits === text.length) return digitsBits(text);
  if (digits > 0) return Math.min(20, 2 + 4 * text.length);
  return lettersBits(text) + capitalBits(text.length, capitals, word.sentenceStart);
}

/** What a match has to reach to be evidence. */
export interface MatchContext {
  /** Firmness of the output's text at both ends of the match; see boundaries.ts. */
  readonly left: number;
  readonly right: number;
  /** Words of the whole output text: the longer it is, the likelier a chance match. */
  readonly sourceWords: number;
  /** Words of the input text it was found in. */
  readonly targetWords: number;
}

/**
 * The bits a match needs: fewer where it is a whole field, line or item of the output, more where a
 * long output or a long input gave chance many tries (as the expectation value of sequence search does).
 */
export function neededBits(context: MatchContext): number {
  const { left, right } = context;
  const tries = 0.35 * Math.log2(context.targetWords + 1);
  const whole = left !== NONE && right !== NONE;
  if (whole) {
    const weak = (left === STRONG ? 0 : 0.5) + (right === STRONG ? 0 : 0.5);
    return 5 + weak + 0.5 * Math.log2(context.sourceWords / 4 + 1) + tries;
  }
  const length = Math.log2(context.sourceWords + 1);
  return tries + (left !== NONE || right !== NONE ? 7 + 1.6 * length : 9 + 1.7 * length);
}

/** Numbers of one to four digits and longer: small ones are everywhere, long ones hardly ever twice. */
const DIGIT_BITS = [0, 3, 6.5, 11, 18, 22];

/** Years and round numbers are everybody's. */
function digitsBits(text: string): number {
  if (YEAR.test(text)) return 7;
  const significant = Math.max(1, text.replace(/0+$/, "").length);
  const bits = DIGIT_BITS[Math.min(significant, DIGIT_BITS.length - 1)] ?? 0;
  return bits + text.length - significant;
}

function lettersBits(text: string): number {
  if (text.length === 1) return text.charCodeAt(0) > 0x2e7f ? 5 : 1;
  if (text.length === 2) return 3;
  if (text.length === 3) return 6;
  return text.length < 8 ? 8 : 9;
}

function capitalBits(length: number, capitals: number, sentenceStart: boolean): number {
  if (capitals === length && length > 1) return 3;
  return capitals > 0 && !sentenceStart ? 4 : 0;
}
