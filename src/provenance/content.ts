// `content` evidence: the text of outputs found again in inputs. Keeps the outputs' texts, what inputs
// said before, and, per text of an input seen, what it was traced to: a text that stood in an input at
// one time cannot come from outputs after it, so the answer holds for every later call with that text.
import { NONE } from "./boundaries.ts";
import type { EdgeCollector } from "./found.ts";
import { gramKey, textKey } from "./hash.ts";
import { type HeldInput, Inputs } from "./held-inputs.ts";
import type { SeenBefore } from "./input-index.ts";
import type { Leaf } from "./leaves.ts";
import { type Match, findMatches, isEvidence } from "./matcher.ts";
import { OwnerChoice } from "./owner-choice.ts";
import { selectMatches } from "./select.ts";
import { type Sketch, extendSketch } from "./sketch.ts";
import { SourceIndex } from "./source-index.ts";
import type { Novelty, OwnerCall, SourceText } from "./source-text.ts";
import { Tokenizer, type Words } from "./tokenize.ts";

/** A stretch of an input traced to an output. */
interface Origin {
  readonly node: string;
  readonly path: string;
  /** Spans in the original strings; null for a number. */
  readonly input: readonly [number, number];
  readonly output: readonly [number, number] | null;
}

const NOWHERE: readonly Origin[] = [];
const MAX_REMEMBERED = 100_000;
/** Shorter texts are remembered only where they were traced: looking again costs no more. */
const REMEMBER_LENGTH = 64;
/** A stretch of a tool's result is traced to an output inside the tool from this many words on. */
const RESULT_WORDS = 12;
const RESULT_KEY = 0.5;
/** An answer with this share of words from the call's sources is derived from them. */
const DERIVED_SHARE = 2 / 3;

/** A text of an output to look for from now on. */
export interface OutputLeaf {
  readonly path: string;
  readonly text: string;
  readonly whole: boolean;
}

/** Where and when the texts were said. */
export interface OutputOrigin {
  readonly call: OwnerCall;
  readonly seen: SeenBefore;
  /** True for a tool: what an output said before is not the tool's own, since its inputs are not all seen. */
  readonly mayRepeat: boolean;
  /** Nodes whose output the call had in its input. */
  readonly sources: ReadonlySet<string>;
}

export class ContentTracer {
  readonly inputs = new Inputs();
  private readonly sources = new SourceIndex();
  private readonly tokenizer = new Tokenizer();
  private readonly remembered = new Map<number, readonly Origin[]>();

  addOutput(leaves: readonly OutputLeaf[], origin: OutputOrigin): SourceText[] {
    const added: SourceText[] = [];
    for (const { path, text, whole } of leaves) {
      const words = this.tokenizer.tokenize(text);
      const known = origin.mayRepeat ? this.findKnown(words) : null;
      const owner = { call: origin.call, path, whole, uses: 0 };
      const inherited = origin.mayRepeat ? null : this.inherit(text, words, origin.sources);
      const source = this.sources.add({ text, words, owner, seen: origin.seen, known, inherited });
      if (source !== null) added.push(source);
    }
    return added;
  }

  /** Finds where the texts of an input came from, then counts them as seen. Returns the input's sketch. */
  traceInput(target: string, input: TracedInput, edges: EdgeCollector): Sketch {
    const choice = new OwnerChoice();
    let sketch: Sketch = [];
    const repeats = new Map<number, number>();
    for (const leaf of input.leaves) {
      const isResult = leaf.cover?.kind === "result";
      const name = textKey(leaf.text) + (isResult ? RESULT_KEY : 0);
      const repeat = repeats.get(name) ?? 0;
      repeats.set(name, repeat + 1);
      const key = name + repeat;
      const traceable = leaf.content && leaf.cover?.kind !== "explained";
      let origins = this.remembered.get(key);
      if (origins === undefined) {
        const words = this.tokenizer.tokenize(leaf.text);
        origins = traceable ? this.trace(words, leaf, choice) : NOWHERE;
        this.inputs.add(words, leaf, input.held);
        if (leaf.content) sketch = extendSketch(sketch, words);
        if (traceable) this.remember(key, leaf, origins);
      } else if (input.held !== null) {
        this.inputs.add(this.tokenizer.tokenize(leaf.text), leaf, input.held);
      }
      if (traceable) addOrigins(origins, { target, leaf }, edges);
    }
    return sketch;
  }

  /** True where an input held back has anything that is new in the texts. */
  mayHold(held: HeldInput, texts: ReadonlySet<SourceText>): boolean {
    for (const text of texts) if (sharesAnchor(text, held)) return true;
    return false;
  }

  /** Looks at an input again, for the texts of one node only. */
  traceAgain(held: HeldInput, texts: ReadonlySet<SourceText>, edges: EdgeCollector): void {
    const choice = new OwnerChoice();
    for (const leaf of held.leaves) {
      if (!leaf.content || leaf.cover !== null) continue;
      const words = this.tokenizer.tokenize(leaf.text);
      const origins = this.trace(words, leaf, choice, texts);
      if (origins.length === 0) continue;
      const key = textKey(leaf.text);
      this.remembered.set(key, [...(this.remembered.get(key) ?? NOWHERE), ...origins]);
      addOrigins(origins, { target: held.key, leaf }, edges);
    }
  }

  private trace(
    words: Words,
    leaf: Leaf,
    choice: OwnerChoice,
    only: ReadonlySet<SourceText> | null = null,
  ): readonly Origin[] {
    const { sources } = this;
    let matches = findMatches(words, sources);
    if (matches.length === 0) return NOWHERE;
    if (leaf.cover?.kind === "result") matches = insideTool(matches, leaf.cover);
    const chosen = selectMatches(matches, words.count, (match) =>
      isEvidence(match, words.count, sources),
    );
    const origins: Origin[] = [];
    for (const match of chosen) {
      if (only !== null && !only.has(match.text)) continue;
      origins.push(toOrigin(match, words, choice));
    }
    return origins;
  }

  /** Marks the words that stand in an output known before. */
  private findKnown(words: Words): Uint8Array | null {
    const matches = findMatches(words, this.sources);
    if (matches.length === 0) return null;
    const known = new Uint8Array(words.count);
    for (const match of matches) known.fill(1, match.inStart, match.inStart + match.length);
    return known;
  }

  /**
   * What is new in a text that its call made out of its sources' texts: items extracted from minutes,
   * repaired JSON. Whoever has such a step uses its result, so it is found as if it were new. Not where
   * the text is an earlier one verbatim, or mostly the call's own: then it only quotes.
   */
  private inherit(text: string, words: Words, nodes: ReadonlySet<string>): Novelty | null {
    if (nodes.size === 0 || isFrom(this.sources.find(text), nodes)) return null;
    const { count } = words;
    const inherited = { words: new Uint8Array(count), grams: new Uint8Array(count) };
    const covered = new Uint8Array(count);
    for (const { text: source, inStart, outStart, length } of findMatches(words, this.sources)) {
      if (!isFrom(source, nodes)) continue;
      covered.fill(1, inStart, inStart + length);
      for (let index = 0; index < length; index++) {
        if (source.isNovel(outStart + index)) inherited.words[inStart + index] = 1;
        if (index + 2 < length && source.isNovelGram(outStart + index))
          inherited.grams[inStart + index] = 1;
      }
    }
    const share = covered.reduce((sum, one) => sum + one, 0) / count;
    return share >= DERIVED_SHARE ? inherited : null;
  }

  private remember(key: number, leaf: Leaf, origins: readonly Origin[]): void {
    if (origins.length === 0 && leaf.text.length < REMEMBER_LENGTH) return;
    if (this.remembered.size >= MAX_REMEMBERED) {
      for (const oldest of this.remembered.keys()) {
        this.remembered.delete(oldest);
        break;
      }
    }
    this.remembered.set(key, origins);
  }
}

function isFrom(text: SourceText | undefined, nodes: ReadonlySet<string>): boolean {
  return text !== undefined && text.owners.some(({ call }) => nodes.has(call.node));
}

/** True where an input holds a word or words of a text that may be evidence by themselves. */
function sharesAnchor(text: SourceText, held: HeldInput): boolean {
  let wordBefore = false;
  for (let index = 0; index < text.count; index++) {
    const word = text.isNovelWord(index) && held.words.hasWord(text.hash(index));
    if (word && (wordBefore || text.bits(index) > 9.5 || isUnit(text, index))) return true;
    wordBefore = word;
    if (index + 2 >= text.count || !text.isNovelGram(index)) continue;
    const gram = gramKey(text.hash(index), text.hash(index + 1), text.hash(index + 2));
    if (held.words.hasGram(gram)) return true;
  }
  return false;
}

function isUnit(text: SourceText, index: number): boolean {
  return text.left(index) !== NONE && text.right(index) !== NONE;
}

/** The texts of a call's input. */
export interface TracedInput {
  readonly leaves: readonly Leaf[];
  /** Set where the input started while a stream was running. */
  readonly held: HeldInput | null;
}

/**
 * A tool's result is explained by the tool. Beyond that it may be the verbatim answer of a call made
 * inside the tool, of which it must be a substantial part; never of the call that asked for the tool.
 */
function insideTool(matches: Match[], cover: { tool: string; caller: string }): Match[] {
  return matches.filter((match) => {
    const { text, length } = match;
    if (text.owners.every(({ call }) => call.node === cover.tool || call.node === cover.caller))
      return false;
    return length >= RESULT_WORDS || length * 2 >= text.count;
  });
}

function toOrigin(match: Match, words: Words, choice: OwnerChoice): Origin {
  const { text, inStart, outStart, length } = match;
  const owner = choice.choose(match, () => extendSketch([], words));
  const inEnd = inStart + length - 1;
  return {
    node: owner.call.node,
    path: owner.path,
    input: [words.starts[inStart] ?? 0, words.ends[inEnd] ?? 0],
    output: owner.whole ? null : [text.start(outStart), text.end(outStart + length - 1)],
  };
}

function addOrigins(
  origins: readonly Origin[],
  place: { target: string; leaf: Leaf },
  edges: EdgeCollector,
): void {
  for (const { node, path, input, output } of origins) {
    edges.add(node, place.target, {
      kind: "content",
      input_path: place.leaf.path,
      input_span: place.leaf.whole ? null : [...input],
      output_path: path,
      output_span: output === null ? null : [...output],
    });
  }
}
