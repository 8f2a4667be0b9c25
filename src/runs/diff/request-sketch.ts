// A small likeness of a request: the smallest hashes of the words of its sentences (Broder 1997). Pure.
import { isObject } from "#src/protocol/json.ts";

/** Ascending. */
export type Sketch = readonly number[];

const SIZE = 64;

/** The sketch of a body as it is compared. Names (of models, roles, types) say nothing: only sentences count. */
export function sketchOf(body: unknown): Sketch {
  const hashes = new Set<number>();
  const stack: unknown[] = [body];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value === "string") addWords(value, hashes);
    else if (Array.isArray(value)) for (const member of value) stack.push(member);
    else if (isObject(value)) for (const member of Object.values(value)) stack.push(member);
  }
  return [...hashes].sort((a, b) => a - b).slice(0, SIZE);
}

/** From 0 (nothing) to 1 (everything): the share of words that both have. */
export function likeness(a: Sketch, b: Sketch): number {
  let both = 0;
  let all = 0;
  let [left, right] = [0, 0];
  // Beyond the size of a sketch, what only one of them shows may be in the other all the same.
  while (all < SIZE && (left < a.length || right < b.length)) {
    const one = a[left] ?? Number.POSITIVE_INFINITY;
    const other = b[right] ?? Number.POSITIVE_INFINITY;
    if (one === other) both += 1;
    if (one <= other) left += 1;
    if (other <= one) right += 1;
    all += 1;
  }
  return all === 0 ? 0 : both / all;
}

const WORD = /[\p{L}\p{N}_]+/gu;

function addWords(text: string, hashes: Set<number>): void {
  if (!/\s/.test(text)) return;
  for (const [word] of text.matchAll(WORD)) hashes.add(Bun.hash.xxHash32(word));
}
