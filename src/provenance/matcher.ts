// Finds in a text of an input all stretches that stand in an output: anchors are looked up word by word,
// hits extended both ways. Each word is extended over at most a fixed number of times, so the cost is
// linear in the text however repetitive it is.
import { gramKey, wordKey } from "./hash.ts";
import type { SourceIndex } from "./source-index.ts";
import type { SourceText } from "./source-text.ts";
import type { Words } from "./tokenize.ts";
import { neededBits } from "./weights.ts";

/** Places of one anchor that are looked at. */
const MAX_PLACES = 16;
/** A word that more outputs than this say is no evidence, and no way to find any. */
const MAX_SPREAD = 8;
/** How far a match may reach back into the one before it of the same text. */
const OVERLAP = 16;

/** Words `[inStart, inStart + length)` of the input are words `[outStart, …)` of a text of an output. */
export interface Match {
  readonly text: SourceText;
  readonly inStart: number;
  readonly outStart: number;
  readonly length: number;
}

/** All matches of `words`, overlapping ones included, that are evidence by themselves. */
export function findMatches(words: Words, sources: SourceIndex): Match[] {
  const { postings } = sources;
  const search: Search = { words, sources, reached: new Map(), found: [] };
  const { hashes, count } = words;
  sources.steps += count;
  let first = hashes[0] ?? 0;
  let second = hashes[1] ?? 0;
  for (let index = 0; index < count; index++) {
    const third = index + 2 < count ? (hashes[index + 2] ?? 0) : 0;
    if (index + 2 < count) {
      const slot = postings.find(gramKey(first, second, third));
      if (slot !== -1) visit(search, slot, index);
    }
    const slot = postings.find(wordKey(first));
    if (slot !== -1 && postings.countAt(slot) <= MAX_SPREAD) visit(search, slot, index);
    first = second;
    second = third;
  }
  return search.found;
}

/** True where a match is long and rare enough to say that the input has it from the output. */
export function isEvidence(match: Match, targetWords: number, sources: SourceIndex): boolean {
  const { text, outStart, length } = match;
  const needed = neededBits({
    left: text.left(outStart),
    right: text.right(outStart + length - 1),
    sourceWords: text.count,
    targetWords,
  });
  return sumBits(match, sources, needed) >= needed;
}

interface Search {
  readonly words: Words;
  readonly sources: SourceIndex;
  /** Up to which word of the input each text was already matched. */
  readonly reached: Map<number, number>;
  readonly found: Match[];
}

/** Looks at the places of one anchor and keeps the longest match per text. */
function visit(search: Search, slot: number, index: number): void {
  const { sources, reached } = search;
  const { postings } = sources;
  let best: Match | null = null;
  let left = MAX_PLACES;
  for (let at = postings.first(slot); at !== -1 && left > 0; at = postings.next(at), left--) {
    const id = postings.textAt(at);
    if (best !== null && best.text.id !== id) {
      keep(search, best);
      best = null;
    }
    if ((reached.get(id) ?? 0) > index) continue;
    const text = sources.text(id);
    if (text === undefined) continue;
    const match = extend(search, text, { index, position: postings.positionAt(at) });
    if (match !== null && (best === null || match.length > best.length)) best = match;
  }
  if (best !== null) keep(search, best);
}

function keep(search: Search, match: Match): void {
  search.reached.set(match.text.id, match.inStart + match.length);
  if (isEvidence(match, search.words.count, search.sources)) search.found.push(match);
}

function extend(
  search: Search,
  text: SourceText,
  hit: { index: number; position: number },
): Match | null {
  const { hashes, count } = search.words;
  const { index, position } = hit;
  const floor = Math.max(0, (search.reached.get(text.id) ?? 0) - OVERLAP);
  let back = 0;
  while (
    index - back > floor &&
    position - back > 0 &&
    hashes[index - back - 1] === text.hash(position - back - 1)
  ) {
    back++;
  }
  let ahead = 0;
  while (
    index + ahead < count &&
    position + ahead < text.count &&
    hashes[index + ahead] === text.hash(position + ahead)
  ) {
    ahead++;
  }
  search.sources.steps += back + ahead + 1;
  if (ahead === 0) return null;
  return { text, inStart: index - back, outStart: position - back, length: back + ahead };
}

/** Bits of the match's words, each shared by the outputs that hold it too; stops when `enough`. */
function sumBits(match: Match, sources: SourceIndex, enough: number): number {
  const { text, outStart, length } = match;
  let sum = 0;
  let spread = 0;
  let waiting = 0;
  for (let index = outStart; index < outStart + length && sum < enough; index++) {
    const inGram = index + 2 < outStart + length;
    if (inGram || length < 3) spread = sources.spread(text, index, !inGram) || spread;
    // Threes that are not in the index (stock words) are taken to be as common as those beside them.
    if (spread === 0) waiting += text.bits(index);
    else {
      sum += (waiting + text.bits(index)) / Math.max(1, spread - 1);
      waiting = 0;
    }
  }
  return sum + waiting;
}
