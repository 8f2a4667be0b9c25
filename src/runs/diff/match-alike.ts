// Which of two rows belong together by how much they are alike, in order, in near-linear time. Pure.
import { createTurns } from "#src/runs/yield-to-event-loop.ts";
import type { MatchedPair } from "./match-sequences.ts";

/** So far from where it would stand if both rows went on evenly, a partner is looked for. */
const REACH = 40;

/** What a way through the rows does at a place. */
const SKIP_B = 0;
const SKIP_A = 1;
const PAIR = 2;

export interface Rows {
  /** How many there are on each side. */
  readonly a: number;
  readonly b: number;
  /** How much a pair is worth; 0 for one that is none. */
  readonly worth: (a: number, b: number) => number;
}

/** The pairs, rising on both sides, that are worth most together. */
export async function matchAlike(rows: Rows): Promise<MatchedPair[]> {
  const giveWay = createTurns();
  // Of the rows up to here, the most that pairs are worth, by how much of `b` they have.
  const best = new Float64Array(rows.b + 1);
  const ways: Way[] = [];
  let known = rows.b;
  for (let a = 0; a < rows.a; a += 1) {
    const way = createWay(rows, a);
    // What lies beyond the reach of the row before is worth what it was at its end.
    if (way.last > known) best.fill(best[known] ?? 0, known + 1, way.last + 1);
    walk(rows, best, { a, way });
    known = way.last;
    ways.push(way);
    await giveWay();
  }
  return readBack(ways, rows.b);
}

/** The choices of one of `a`, by how much of `b` is behind them, from `first` to `last`. */
interface Way {
  readonly first: number;
  readonly last: number;
  readonly choices: Uint8Array;
}

function createWay({ a: count, b: most }: Rows, a: number): Way {
  const even = Math.round(((a + 0.5) * most) / count);
  const first = Math.max(1, even - REACH);
  const last = Math.min(most, even + REACH);
  return { first, last, choices: new Uint8Array(last - first + 1) };
}

function walk(
  { worth }: Rows,
  best: Float64Array,
  { a, way }: { readonly a: number; readonly way: Way },
): void {
  const { first, last, choices } = way;
  let diagonal = best[first - 1] ?? 0;
  for (let b = first; b <= last; b += 1) {
    const above = best[b] ?? 0;
    const before = best[b - 1] ?? 0;
    const value = worth(a, b - 1);
    const paired = value > 0 ? diagonal + value : Number.NEGATIVE_INFINITY;
    diagonal = above;
    const most = Math.max(paired, above, before);
    choices[b - first] = paired === most ? PAIR : above === most ? SKIP_A : SKIP_B;
    best[b] = most;
  }
}

function readBack(ways: readonly Way[], end: number): MatchedPair[] {
  const pairs: MatchedPair[] = [];
  let a = ways.length - 1;
  let b = end;
  while (a >= 0 && b > 0) {
    const way = ways[a];
    if (way === undefined) break;
    b = Math.min(b, way.last);
    const choice = b < way.first ? SKIP_A : way.choices[b - way.first];
    if (choice === PAIR) pairs.push({ a, b: b - 1 });
    if (choice !== SKIP_B) a -= 1;
    if (choice !== SKIP_A) b -= 1;
  }
  return pairs.toReversed();
}
