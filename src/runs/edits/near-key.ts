// Whether a key that would be new is a slip of the pen: nearly one that is there. New fields are
// legitimate, so only what hardly can be another name counts. Pure.
import { distance } from "fastest-levenshtein";

/** The key that was meant, or null where `key` is a name of its own. */
export function nearKey(key: string, known: readonly string[]): string | null {
  return known.find((name) => isSlip(key, name)) ?? null;
}

/** `top_p` and `top_k`, or `input_a` and `input_b`: names that are told apart by a letter. */
const LETTERED = /^(.*[_-])\w$/;

/** Shorter names are near each other by chance. */
const SHORTEST = 4;
/** A letter wrong in so many may be two. */
const LONG = 8;

function isSlip(key: string, name: string): boolean {
  if (plain(key) === plain(name)) return true;
  const length = Math.min(key.length, name.length);
  if (Math.max(key.length, name.length) < SHORTEST) return false;
  const [, keyStart] = LETTERED.exec(key) ?? [];
  const [, nameStart] = LETTERED.exec(name) ?? [];
  if (keyStart !== undefined && keyStart === nameStart) return false;
  // Numbered names: image1, image2.
  if (key.replace(/\d+$/, "") === name.replace(/\d+$/, "")) return false;
  if (sorted(key) === sorted(name)) return true;
  return distance(key, name) <= (length >= LONG ? 2 : 1);
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[_-]/g, "");
}

/** Letters in the wrong order. */
function sorted(key: string): string {
  return [...key].sort().join("");
}
