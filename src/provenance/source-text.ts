// One text of an output as the matcher wants it: per word its hash, its place, its bits and how firmly
// it is bounded; per text the nodes that said it. Immutable but for its owners.
import { type Gap, NONE, STRONG, readGap } from "./boundaries.ts";
import { gramKey } from "./hash.ts";
import type { SeenBefore } from "./input-index.ts";
import type { Words } from "./tokenize.ts";
import type { Sketch } from "./sketch.ts";
import { bitsOfWord } from "./weights.ts";

/** The call behind an owner, as far as it helps to tell calls that said the same apart. */
export interface OwnerCall {
  readonly node: string;
  /** Likeness of its input. */
  readonly sketch: Sketch;
  /** Key of the conversation it answered: equal for samples of one prompt. */
  readonly place: number;
  /** Numbers of the events of its start and end. */
  readonly started: number;
  readonly ended: number;
}

/** A node that said a text, and where in its output. */
export interface Owner {
  readonly call: OwnerCall;
  readonly path: string;
  /** True for a number, which has a path and no characters. */
  readonly whole: boolean;
  /** How often the text was already traced to this owner. */
  uses: number;
}

export interface TextFacts {
  readonly anchors: number;
  readonly derived: boolean;
}

/** Words per text: hash, start, and length | bits | boundaries in one. */
const FIELDS = 3;
const MAX_LENGTH = 0xffff;
const BITS_SHIFT = 16;
const RIGHT_SHIFT = 24;
const LEFT_SHIFT = 26;
const LABEL_SHIFT = 28;
const NOVEL_WORD_SHIFT = 29;
const NOVEL_GRAM_SHIFT = 30;
const BITS_SCALE = 8;
const LABEL_BITS = 1;
/** Of a longer word the beginning tells enough. */
const LONGEST_READ = 64;
/** Words with fewer bits are found by threes only. */
const ANCHOR_BITS = 3;

export class SourceText {
  readonly id: number;
  readonly owners: Owner[] = [];
  readonly count: number;
  readonly anchors: number;
  /** True where it is mostly what its call's own sources said: an extract, a repaired or rearranged text. */
  readonly derived: boolean;
  private readonly data: Uint32Array;

  /** `anchors` says how many words and threes of words can be found by. */
  constructor(id: number, data: Uint32Array, { anchors, derived }: TextFacts) {
    this.id = id;
    this.anchors = anchors;
    this.derived = derived;
    this.data = data;
    this.count = data.length / FIELDS;
  }

  hash(index: number): number {
    return this.data[index * FIELDS] ?? 0;
  }

  start(index: number): number {
    return this.data[index * FIELDS + 1] ?? 0;
  }

  end(index: number): number {
    return this.start(index) + (this.packed(index) & MAX_LENGTH);
  }

  /** What the word says about where it came from; 0 where it is not new with this text. */
  bits(index: number): number {
    return ((this.packed(index) >>> BITS_SHIFT) & 0xff) / BITS_SCALE;
  }

  /** Firmness of the text's break before the word. */
  left(index: number): number {
    return (this.packed(index) >>> LEFT_SHIFT) & 3;
  }

  /** Firmness of the text's break after the word; none after a label, which nobody passes on alone. */
  right(index: number): number {
    return this.isLabel(index) ? NONE : (this.packed(index) >>> RIGHT_SHIFT) & 3;
  }

  isLabel(index: number): boolean {
    return ((this.packed(index) >>> LABEL_SHIFT) & 1) === 1;
  }

  /** True for a word that no earlier input held. */
  isNovel(index: number): boolean {
    return ((this.packed(index) >>> NOVEL_WORD_SHIFT) & 1) === 1;
  }

  /** True for a word of some weight that no earlier input held. */
  isNovelWord(index: number): boolean {
    return this.isNovel(index) && this.bits(index) >= ANCHOR_BITS;
  }

  /** True where the word and the next two, in this order, stood in no earlier input. */
  isNovelGram(index: number): boolean {
    return ((this.packed(index) >>> NOVEL_GRAM_SHIFT) & 1) === 1;
  }

  private packed(index: number): number {
    return this.data[index * FIELDS + 2] ?? 0;
  }
}

/** Which words of a text are new with it. */
export interface Novelty {
  /** Per word: 1 where no input held it. */
  readonly words: Uint8Array;
  /** Per word: 1 where it and the next two, in this order, stood in no input. */
  readonly grams: Uint8Array;
}

/** `known` marks words of the text that are known to come from elsewhere (1), or is null. */
export function findNovelty(words: Words, seen: SeenBefore, known: Uint8Array | null): Novelty {
  const novelWords = new Uint8Array(words.count);
  const novelGrams = new Uint8Array(words.count);
  const { hashes, count } = words;
  for (let index = 0; index < count; index++) {
    if (known?.[index] === 1) continue;
    const word = hashes[index] ?? 0;
    if (!seen.hasWord(word)) novelWords[index] = 1;
    if (index + 2 >= count || known?.[index + 1] === 1 || known?.[index + 2] === 1) continue;
    const gram = gramKey(word, hashes[index + 1] ?? 0, hashes[index + 2] ?? 0);
    if (!seen.hasGram(gram)) novelGrams[index] = 1;
  }
  return { words: novelWords, grams: novelGrams };
}

/** Adds to the new words of a text those that were new with the texts it was made from. */
export function addNovelty(to: Novelty, inherited: Novelty): void {
  for (let index = 0; index < to.words.length; index++) {
    to.words[index] = (to.words[index] ?? 0) | (inherited.words[index] ?? 0);
    to.grams[index] = (to.grams[index] ?? 0) | (inherited.grams[index] ?? 0);
  }
}

/** The words of a text as {@link SourceText} keeps them. */
export function packWords(text: string, words: Words, novelty: Novelty): Uint32Array {
  const { count, hashes, starts, ends } = words;
  const data = new Uint32Array(count * FIELDS);
  const gap: Gap = { strength: STRONG, label: false, sentence: true };
  const startOf = (index: number) => (index < count ? (starts[index] ?? 0) : text.length);
  readGap(text, 0, startOf(0), gap);
  for (let index = 0; index < count; index++) {
    const start = starts[index] ?? 0;
    const end = ends[index] ?? 0;
    const { strength: left, sentence } = gap;
    const word = {
      read: () => text.slice(start, Math.min(end, start + LONGEST_READ)),
      hash: hashes[index] ?? 0,
      novel: novelty.words[index] === 1,
      sentenceStart: index === 0 || sentence,
    };
    const bits = isInNovelText(novelty, index) ? bitsOfWord(word) : 0;
    readGap(text, end, startOf(index + 1), gap);
    const at = index * FIELDS;
    data[at] = word.hash;
    data[at + 1] = start;
    data[at + 2] =
      Math.min(end - start, MAX_LENGTH) |
      (Math.round(bits * BITS_SCALE) << BITS_SHIFT) |
      (gap.strength << RIGHT_SHIFT) |
      (left << LEFT_SHIFT) |
      (Number(gap.label) << LABEL_SHIFT) |
      ((novelty.words[index] ?? 0) << NOVEL_WORD_SHIFT) |
      ((novelty.grams[index] ?? 0) << NOVEL_GRAM_SHIFT);
    if (gap.label) lowerLabel(data, index);
  }
  return data;
}

function isInNovelText(novelty: Novelty, index: number): boolean {
  const { words, grams } = novelty;
  return (
    words[index] === 1 ||
    grams[index] === 1 ||
    (index > 0 && grams[index - 1] === 1) ||
    (index > 1 && grams[index - 2] === 1)
  );
}

/** A key or label (`"next_step":`, `Next step:`) is the form of an answer, hardly its content. */
function lowerLabel(data: Uint32Array, last: number): void {
  for (let index = last; index >= 0; index--) {
    const at = index * FIELDS + 2;
    const packed = data[at] ?? 0;
    const bits = Math.min((packed >>> BITS_SHIFT) & 0xff, LABEL_BITS * BITS_SCALE);
    data[at] = (packed & ~(0xff << BITS_SHIFT)) | (bits << BITS_SHIFT);
    if (((packed >>> LEFT_SHIFT) & 3) !== NONE || last - index > 4) return;
  }
}
