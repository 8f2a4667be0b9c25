// Inputs that started while a stream was running. When the stream ends they are looked at again, since
// a program may use the beginning of an answer before its end. Bounded: beyond MAX_HELD inputs or
// MAX_CHARACTERS the oldest are let go, and no longer traced to a stream that ends later.
import { InputWords, type SeenBefore } from "./input-index.ts";
import type { Leaf } from "./leaves.ts";
import type { Words } from "./tokenize.ts";

const MAX_HELD = 32;
const MAX_CHARACTERS = 8_000_000;

/** An input held back. */
export interface HeldInput {
  readonly key: string;
  readonly sequence: number;
  readonly startedAt: number;
  readonly words: InputWords;
  readonly leaves: Leaf[];
  characters: number;
}

/** All inputs so far: those held back apart, the others in one index. */
export class Inputs {
  readonly past = new InputWords();
  private held: HeldInput[] = [];
  private characters = 0;
  /** Running streams by key, with the sequence number of their start. */
  private readonly streams = new Map<string, number>();

  openStream(key: string, sequence: number): void {
    this.streams.set(key, sequence);
  }

  /** Ends a stream; what is held back for no other is let go. */
  closeStream(key: string): void {
    if (!this.streams.delete(key)) return;
    const oldest = Math.min(...this.streams.values());
    while (this.held[0] !== undefined && this.held[0].sequence < oldest) this.release();
  }

  /** Where the words of a new input go; held back while a stream is running. */
  begin(key: string, sequence: number, startedAt: number): HeldInput | null {
    if (this.streams.size === 0) return null;
    const input: HeldInput = {
      key,
      sequence,
      startedAt,
      words: new InputWords(true),
      leaves: [],
      characters: 0,
    };
    this.held.push(input);
    if (this.held.length > MAX_HELD) this.release();
    return input;
  }

  add(words: Words, leaf: Leaf, held: HeldInput | null): void {
    if (held === null) this.past.add(words);
    else held.words.add(words);
    if (held === null) return;
    held.leaves.push(leaf);
    held.characters += leaf.text.length;
    this.characters += leaf.text.length;
    while (this.characters > MAX_CHARACTERS && this.held.length > 1) this.release();
  }

  /** Inputs that may have used the beginning of a stream. */
  startedSince(sequence: number, firstByteAt: number): HeldInput[] {
    return this.held.filter((input) => input.sequence > sequence && input.startedAt >= firstByteAt);
  }

  /** What stood in inputs that started before `time`. */
  seenBefore(time: number): SeenBefore {
    const earlier = this.held.filter((input) => input.startedAt < time);
    if (earlier.length === 0) return this.past;
    const { past } = this;
    return {
      hasWord: (word) => past.hasWord(word) || earlier.some((input) => input.words.hasWord(word)),
      hasGram: (gram) => past.hasGram(gram) || earlier.some((input) => input.words.hasGram(gram)),
    };
  }

  private release(): void {
    const input = this.held.shift();
    if (input === undefined) return;
    this.characters -= input.characters;
    this.past.addAll(input.words);
  }
}
