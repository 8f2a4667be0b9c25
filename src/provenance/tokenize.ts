// Cuts a text into words for comparison: case, white space, punctuation, Markdown marks, JSON escapes
// and HTML entities make no difference, while every word keeps its place in the original.
// The hottest loop of the engine: one pass, no allocation.
import { AMPERSAND, BACKSLASH, CLASSES, IDEOGRAPH, LOWER, SEPARATOR, WORD } from "./characters.ts";
import { type Escape, readAmpersand, readBackslash } from "./escapes.ts";
import { mix } from "./hash.ts";

/** The words of one text, by index: hash, and `[start, end)` in UTF-16 units of the original. */
export interface Words {
  readonly count: number;
  readonly hashes: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
/** Above this many words the scratch space is given back after use. */
const KEEP_WORDS = 1 << 17;

/** A tokenizer with its own scratch space: the words it returns are valid until its next call. */
export class Tokenizer implements Words {
  count = 0;
  hashes: Uint32Array = new Uint32Array(1 << 12);
  starts: Uint32Array = new Uint32Array(1 << 12);
  ends: Uint32Array = new Uint32Array(1 << 12);
  private readonly escape: Escape = { length: 0, code: 0 };

  tokenize(text: string): Words {
    this.count = 0;
    if (this.hashes.length > KEEP_WORDS && text.length < KEEP_WORDS) this.resize(KEEP_WORDS);
    const length = text.length;
    let index = 0;
    while (index < length) {
      const code = text.charCodeAt(index);
      const kind = CLASSES[code] ?? SEPARATOR;
      if (kind === SEPARATOR) index++;
      else if (kind === IDEOGRAPH) {
        this.push(mix(code), index, index + 1);
        index++;
      } else index = this.readWord(text, index, length);
    }
    return this;
  }

  /** Reads one word that may hold escapes; returns where the next one may begin. */
  private readWord(text: string, start: number, length: number): number {
    let hash = SEED;
    let index = start;
    let empty = true;
    while (index < length) {
      let code = text.charCodeAt(index);
      let kind = CLASSES[code] ?? SEPARATOR;
      let width = 1;
      if (kind === BACKSLASH || kind === AMPERSAND) {
        if (kind === BACKSLASH) readBackslash(text, index, this.escape);
        else readAmpersand(text, index, this.escape);
        code = this.escape.code;
        width = this.escape.length;
        kind = CLASSES[code] ?? SEPARATOR;
        if (kind !== WORD) {
          if (!empty) this.push(mix(hash), start, index);
          if (kind === IDEOGRAPH) this.push(mix(code), index, index + width);
          return index + width;
        }
      } else if (kind !== WORD) break;
      hash = Math.imul(hash ^ (LOWER[code] ?? code), PRIME);
      empty = false;
      index += width;
    }
    if (!empty) this.push(mix(hash), start, index);
    return index;
  }

  private push(hash: number, start: number, end: number): void {
    const at = this.count;
    if (at === this.hashes.length) this.resize(at * 2);
    this.hashes[at] = hash;
    this.starts[at] = start;
    this.ends[at] = end;
    this.count = at + 1;
  }

  private resize(size: number): void {
    this.hashes = resized(this.hashes, size);
    this.starts = resized(this.starts, size);
    this.ends = resized(this.ends, size);
  }
}

/** The hash that the tokenizer gives a single lower-case word. */
export function hashOfWord(word: string): number {
  let hash = SEED;
  for (let index = 0; index < word.length; index++) {
    hash = Math.imul(hash ^ word.charCodeAt(index), PRIME);
  }
  return mix(hash);
}

function resized(array: Uint32Array, size: number): Uint32Array {
  const next = new Uint32Array(size);
  next.set(array.length > size ? array.subarray(0, size) : array);
  return next;
}
