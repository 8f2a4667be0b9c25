// A small likeness of an input: the SIZE smallest keys of its threes of words (Broder 1997). Inputs that
// share much text share many of them.
import { gramKey } from "./hash.ts";
import type { Words } from "./tokenize.ts";

const SIZE = 48;

/** Smallest keys seen, ascending. */
export type Sketch = readonly number[];

/** `sketch` with the words of one more text. */
export function extendSketch(sketch: Sketch, words: Words): Sketch {
  const { count, hashes } = words;
  const keys = [...sketch];
  let largest = keys.length === SIZE ? (keys[SIZE - 1] ?? 0) : Number.POSITIVE_INFINITY;
  for (let index = 0; index + 2 < count; index++) {
    const key = gramKey(hashes[index] ?? 0, hashes[index + 1] ?? 0, hashes[index + 2] ?? 0);
    if (key >= largest) continue;
    insert(keys, key);
    if (keys.length > SIZE) keys.pop();
    if (keys.length === SIZE) largest = keys[SIZE - 1] ?? 0;
  }
  return keys;
}

/** How many of the smallest keys two sketches share. */
export function likeness(one: Sketch, other: Sketch): number {
  let shared = 0;
  let at = 0;
  for (const key of one) {
    while ((other[at] ?? Number.POSITIVE_INFINITY) < key) at++;
    if (other[at] === key) shared++;
  }
  return shared;
}

function insert(keys: number[], key: number): void {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  if (keys[low] !== key) keys.splice(low, 0, key);
}
