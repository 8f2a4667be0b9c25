// Of overlapping matches, the ones that tell where a text came from directly: the longest wins, and a
// shorter one counts only for what it explains beyond it.
import type { Match } from "./matcher.ts";
import type { SourceText } from "./source-text.ts";

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
  // By length, so that a cut match (which is shorter) takes its turn without sorting anew.
  const byLength: Match[][] = [];
  for (const match of matches) (byLength[match.length] ??= []).push(match);
  for (let length = byLength.length - 1; length > 0; length--) {
    for (const match of byLength[length]?.sort(compareMatches) ?? []) {
      const free = longestFree(match, covered);
      if (free === null) continue;
      if (free !== match) {
        if (isEvidence(free)) (byLength[free.length] ??= []).push(free);
        continue;
      }
      covered.fill(1, match.inStart, match.inStart + length);
      chosen.push(match);
    }
  }
  return chosen.sort((one, other) => one.inStart - other.inStart);
}

/** Of equally long ones the text of which it is the larger part, then the derived, then the earlier one. */
function compareMatches(one: Match, other: Match): number {
  return (
    one.text.count - other.text.count ||
    compareOrigins(one.text, other.text) ||
    one.inStart - other.inStart ||
    one.outStart - other.outStart
  );
}

/** What was made out of a text goes before it, the latest first; else the earlier text. */
function compareOrigins(one: SourceText, other: SourceText): number {
  const derived = Number(other.derived) - Number(one.derived);
  if (derived !== 0) return derived;
  return one.derived ? other.id - one.id : one.id - other.id;
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
