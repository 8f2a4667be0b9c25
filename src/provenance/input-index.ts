// What every input of the run said so far: its words, and its words by threes. An output explains only
// text that is not in here. Inputs that started while a stream was still running are held back with
// their time of start, since that stream may be where their text came from.
import { gramKey } from "./hash.ts";
import { SeenSet } from "./seen-set.ts";
import type { Words } from "./tokenize.ts";

/** 64 MB for threes, 8 MB for words, once a run is large. */
const GRAM_BITS = 29;
const WORD_BITS = 26;
const RECENT_WORDS = 1 << 14;

/** The words of one input, or of all that are no longer held back. */
export class InputWords {
  private readonly words: SeenSet;
  private readonly grams: SeenSet;
  private readonly recent: Uint32Array;

  /** `exact` keeps every key as it is, so that the words can be moved on with {@link addAll}. */
  constructor(exact = false) {
    const slots = exact ? Number.POSITIVE_INFINITY : undefined;
    this.recent = new Uint32Array(exact ? RECENT_WORDS >> 4 : RECENT_WORDS);
    this.words = new SeenSet(WORD_BITS, slots);
    this.grams = new SeenSet(GRAM_BITS, slots);
  }

  add(words: Words): void {
    const { count, hashes } = words;
    let first = 0;
    let second = 0;
    for (let index = 0; index < count; index++) {
      const word = hashes[index] ?? 0;
      this.addWord(word);
      if (index > 1) this.grams.add(gramKey(first, second, word));
      first = second;
      second = word;
    }
  }

  addAll(other: InputWords): void {
    other.words.forEach((word) => this.words.add(word));
    other.grams.forEach((gram) => this.grams.add(gram));
  }

  hasWord(word: number): boolean {
    return this.words.has(word);
  }

  hasGram(gram: number): boolean {
    return this.grams.has(gram);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.words.bytes + this.grams.bytes + this.recent.byteLength;
  }

  /** Most words of a text were there a moment ago: one look in the cache instead of one in memory. */
  private addWord(word: number): void {
    const slot = word & (this.recent.length - 1);
    if (this.recent[slot] === word) return;
    this.recent[slot] = word;
    this.words.add(word);
  }
}

/** Asks whether a word or three words stood in an input before an output existed. */
export interface SeenBefore {
  hasWord(word: number): boolean;
  hasGram(gram: number): boolean;
}
