// The texts of all outputs, found by what is new in them: each novel word of weight, and a sample of the
// novel threes of words (winnowing, Schleimer et al. 2003: any copy of WINDOW + 2 words holds one).
// Bounded: beyond MAX_WORDS the oldest half is forgotten, and no longer found in later inputs.
import { gramKey, mix, textKey, wordKey } from "./hash.ts";
import { Postings } from "./postings.ts";
import {
  type Novelty,
  type Owner,
  SourceText,
  addNovelty,
  findNovelty,
  packWords,
} from "./source-text.ts";
import type { SeenBefore } from "./input-index.ts";
import type { Words } from "./tokenize.ts";
import { isCommonWord } from "./common-words.ts";

/** About 11 MB of text. */
const MAX_WORDS = 2_000_000;
const WINDOW = 4;
/** Texts up to this many words have all their anchors indexed. */
const SHORT = 64;
/** Nodes remembered of those that said the same; the latest. */
const MAX_OWNERS = 256;

/** A text of an output that is to be found in later inputs. */
export interface NewSource {
  readonly text: string;
  readonly words: Words;
  readonly owner: Owner;
  /** Inputs from before the output existed. */
  readonly seen: SeenBefore;
  /** Words known to come from elsewhere. */
  readonly known: Uint8Array | null;
  /** What a text that is derived from others has of them; null where it is none. */
  readonly inherited: Novelty | null;
}

export class SourceIndex {
  postings = new Postings();
  /** Words looked up and compared so far: what searching has cost. */
  steps = 0;
  private readonly texts = new Map<number, SourceText>();
  private readonly byText = new Map<number, SourceText>();
  private readonly names = new Map<number, number>();
  private words = 0;
  private nextId = 1;
  private readonly maxWords: number;

  constructor(maxWords = MAX_WORDS) {
    this.maxWords = maxWords;
  }

  text(id: number): SourceText | undefined {
    return this.texts.get(id);
  }

  /** The entry of an output that said exactly this. */
  find(text: string): SourceText | undefined {
    return this.byText.get(textKey(text));
  }

  /** Adds a text; the same text said again by another node shares the entry and gains an owner. */
  add(source: NewSource): SourceText | null {
    const novelty = findNovelty(source.words, source.seen, source.known);
    if (source.inherited !== null) addNovelty(novelty, source.inherited);
    const anchors = countNovel(novelty);
    if (anchors === 0) return null;
    const name = textKey(source.text);
    const existing = this.byText.get(name);
    // Where much of it was in inputs by now, what is left stands for itself.
    if (existing !== undefined && anchors * 2 >= existing.anchors) {
      existing.owners.push(source.owner);
      if (existing.owners.length > MAX_OWNERS) existing.owners.shift();
      return existing;
    }
    if (this.words + source.words.count > this.maxWords) this.forgetOldest();
    const text = new SourceText(this.nextId++, packWords(source.text, source.words, novelty), {
      anchors,
      derived: source.inherited !== null,
    });
    text.owners.push(source.owner);
    this.texts.set(text.id, text);
    this.byText.set(name, text);
    this.names.set(text.id, name);
    this.words += text.count;
    this.addAnchors(text);
    return text;
  }

  /** In how many outputs the three words, or failing these the word, at a place of a text stand; 0 if not known. */
  spread(text: SourceText, index: number, alone: boolean): number {
    const key = alone ? wordKey(text.hash(index)) : gramAt(text, index);
    const slot = key === 0 ? -1 : this.postings.find(key);
    return slot === -1 ? 0 : this.postings.countAt(slot);
  }

  /** Bytes held in typed arrays. */
  get bytes(): number {
    return this.words * 12 + this.postings.bytes;
  }

  private addAnchors(text: SourceText): void {
    for (let index = 0; index < text.count; index++) {
      if (text.isNovelWord(index)) {
        this.postings.add(wordKey(text.hash(index)), text.id, index);
      }
    }
    if (text.count <= SHORT) this.addAllGrams(text);
    else this.addSampledGrams(text);
  }

  private addAllGrams(text: SourceText): void {
    for (let index = 0; index + 2 < text.count; index++) {
      if (text.isNovelGram(index)) this.addGram(text, index);
    }
  }

  /** Of each WINDOW novel threes in a row, the one whose key is smallest after mixing. */
  private addSampledGrams(text: SourceText): void {
    let last = -1;
    for (let index = 0; index + 2 < text.count; index++) {
      let best = -1;
      let bestKey = 0;
      for (let at = index; at < Math.min(index + WINDOW, text.count - 2); at++) {
        if (!text.isNovelGram(at)) continue;
        const key = mix(gramAt(text, at) ^ 0x27d4eb2f);
        if (best === -1 || key <= bestKey) {
          best = at;
          bestKey = key;
        }
      }
      if (best > last) {
        this.addGram(text, best);
        last = best;
      }
    }
  }

  private addGram(text: SourceText, index: number): void {
    const common =
      isCommonWord(text.hash(index)) &&
      isCommonWord(text.hash(index + 1)) &&
      isCommonWord(text.hash(index + 2));
    if (!common) this.postings.add(gramAt(text, index), text.id, index);
  }

  private forgetOldest(): void {
    for (const [id, text] of this.texts) {
      if (this.words <= this.maxWords / 2) break;
      this.texts.delete(id);
      const name = this.names.get(id) ?? 0;
      if (this.byText.get(name) === text) this.byText.delete(name);
      this.names.delete(id);
      this.words -= text.count;
    }
    this.postings = this.postings.compacted((id) => this.texts.has(id));
  }
}

function gramAt(text: SourceText, index: number): number {
  if (index + 2 >= text.count) return 0;
  return gramKey(text.hash(index), text.hash(index + 1), text.hash(index + 2));
}

function countNovel(novelty: Novelty): number {
  let count = 0;
  for (let index = 0; index < novelty.words.length; index++) {
    count += (novelty.words[index] ?? 0) + (novelty.grams[index] ?? 0);
  }
  return count;
}
