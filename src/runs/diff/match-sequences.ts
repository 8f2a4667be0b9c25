// The longest common subsequence of two sequences of tokens, in bounded time. Pure.
import { diffArrays } from "diff";

/** Tokens that may come and go before the search is given up. */
const MOST_EDITS = 1000;

export interface MatchedPair {
  readonly a: number;
  readonly b: number;
}

/**
 * Pairs of positions with equal tokens, rising on both sides. Where the sequences have so little in
 * common that a longest one would take long, the nth of a token goes with its nth, out of order too.
 */
export function matchSequences(a: readonly string[], b: readonly string[]): MatchedPair[] {
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  const pairs: MatchedPair[] = Array.from({ length: start }, (_, index) => ({
    a: index,
    b: index,
  }));
  // What only one side has cannot be matched, and would only lengthen the search.
  const known = {
    a: new Set(a.slice(start, a.length - end)),
    b: new Set(b.slice(start, b.length - end)),
  };
  const left = positions(start, a.length - end).filter((at) => known.b.has(a[at] ?? ""));
  const right = positions(start, b.length - end).filter((at) => known.a.has(b[at] ?? ""));
  const parts = diffArrays(
    left.map((at) => a[at] ?? ""),
    right.map((at) => b[at] ?? ""),
    { maxEditLength: MOST_EDITS },
  );
  if (parts === undefined) pairs.push(...matchByCount(a, b, { left, right }));
  else pairs.push(...readParts(parts, left, right));
  for (let back = end; back > 0; back -= 1) pairs.push({ a: a.length - back, b: b.length - back });
  return pairs;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return length;
}

function positions(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function readParts(
  parts: ReturnType<typeof diffArrays<string>>,
  left: readonly number[],
  right: readonly number[],
): MatchedPair[] {
  const pairs: MatchedPair[] = [];
  let a = 0;
  let b = 0;
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      for (let step = 0; step < value.length; step += 1) {
        pairs.push({ a: left[a + step] ?? 0, b: right[b + step] ?? 0 });
      }
    }
    if (!added) a += value.length;
    if (!removed) b += value.length;
  }
  return pairs;
}

function matchByCount(
  a: readonly string[],
  b: readonly string[],
  { left, right }: { readonly left: readonly number[]; readonly right: readonly number[] },
): MatchedPair[] {
  const waiting = Map.groupBy(right, (at) => b[at] ?? "");
  const taken = new Map<string, number>();
  return left.flatMap((at) => {
    const token = a[at] ?? "";
    const count = taken.get(token) ?? 0;
    taken.set(token, count + 1);
    const partner = waiting.get(token)?.[count];
    return partner === undefined ? [] : [{ a: at, b: partner }];
  });
}
