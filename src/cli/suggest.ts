// "Did you mean": the known name nearest to what was typed.
import { closest, distance } from "fastest-levenshtein";

/** The nearest of `known`, or null where none is near enough to be what was meant. */
export function nearest(typed: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const lower = typed.toLowerCase();
  const prefixed = known.filter((name) => lower.length > 1 && name.startsWith(lower));
  if (prefixed.length === 1) return prefixed[0] ?? null;
  const swapped = known.find((name) => sorted(name) === sorted(lower));
  if (swapped !== undefined) return swapped;
  const within = known.find((name) => name.length > 3 && lower.endsWith(`-${name}`));
  if (within !== undefined) return within;
  const found = closest(lower, [...known]);
  // A slip in three letters: with more, short words are like too many others.
  const allowed = Math.max(1, Math.floor(Math.min(found.length, typed.length) / 3));
  return distance(lower, found) <= allowed ? found : null;
}

/** Letters in the wrong order are the commonest slip, and far apart by edit distance. */
function sorted(word: string): string {
  return [...word].sort().join("");
}
