// Of overlapping matches, the ones that tell where a text came from directly: the longest wins, and a
// shorter one counts only for what it explains beyond it.
import type { Match } from "./matcher.ts";

/**
 * Matches that do not overlap, in order of position. A match partly covered by longer ones is cut to
 * its longest free piece, and kept if `isEvidence` still holds of that.
 */
export function selectMatches(
  matches: readonly Match[],
  words: number,
  isEvidence: (match: Match) => boolean,
): Match[] {
  if (matches.length < 2) return [...matches];
  const covered = new Uint8Array(words);
  const chosen: Match[] = [];
  const queue = [...matches].sort(compareMatches);
  let cuts: Match[] = [];
  while (queue.length > 0 || cuts.length > 0) {
    if (queue.length === 0) {
      queue.push(...cuts.sort(compareMatches));
      cuts = [];
    }
    const match = queue.shift() as Match; // the loop's condition: not empty
    const free = longestFree(match, covered);
    if (free === null || (free !== match && !isEvidence(free))) continue;
    if (free !== match) {
      cuts.push(free);
      continue;
    }
    covered.fill(1, match.inStart, match.inStart + match.length);
    chosen.push(match);
  }
  return chosen.sort((one, other) => one.inStart - other.inStart);
}

/** Longest first; of equally long ones the text of which it is the larger part, then the earlier text. */
function compareMatches(one: Match, other: Match): number {
  return (
    other.length - one.length ||
    one.text.count - other.text.count ||
    one.text.id - other.text.id ||
    one.inStart - other.inStart ||
    one.outStart - other.outStart
  );
}

/** The match itself where nothing of it is covered, its longest uncovered piece, or null. */
function longestFree(match: Match, covered: Uint8Array): Match | null {
  let best = 0;
  let bestStart = 0;
  let run = 0;
  for (let index = 0; index < match.length; index++) {
    run = covered[match.inStart + index] === 1 ? 0 : run + 1;
    if (run > best) {
      best = run;
      bestStart = index - run + 1;
    }
  }
  if (best === 0) return null;
  if (best === match.length) return match;
  return {
    text: match.text,
    inStart: match.inStart + bestStart,
    outStart: match.outStart + bestStart,
    length: best,
  };
}
