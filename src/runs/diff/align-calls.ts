// Which calls of two runs are the same call. Pure, near-linear: identity first (what was served from
// what, equal requests), then the longest common subsequence of what is left between those.
import { matchSequences } from "./match-sequences.ts";

/** What the alignment looks at. */
export interface AlignableCall {
  /** Unique within its run. */
  readonly id: string;
  /** The recorded call it goes back to, `<run> <node>`; its own name where it repeats none. */
  readonly origin: string;
  readonly inputHash: string | null;
  readonly occurrence: number;
  /** Operation, place in the program and line of code: the same for the same call in another run. */
  readonly site: string;
  /** The same without the line: for programs whose lines have moved. */
  readonly moved: string;
}

/** Ids of the calls of `a` with those of `b`; either is null where the other run has none. In order of `b`. */
export type AlignedPair = { readonly a: string | null; readonly b: string | null };

/** Both in order of time. */
export function alignCalls(
  a: readonly AlignableCall[],
  b: readonly AlignableCall[],
): AlignedPair[] {
  const pairs = new Pairs(a, b);
  pairs.byKey(({ origin }) => origin);
  pairs.byKey(({ inputHash, occurrence, site }) =>
    inputHash === null ? null : `${inputHash} ${occurrence} ${site}`,
  );
  pairs.byKey(({ inputHash, occurrence }) =>
    inputHash === null ? null : `${inputHash} ${occurrence}`,
  );
  pairs.bySequence(({ site }) => site);
  // The nth that is left with the nth, wherever it stands: parallel calls change places.
  pairs.byKey(({ site }) => site);
  pairs.bySequence(({ moved }) => moved);
  return pairs.inOrder();
}

class Pairs {
  readonly #a: readonly AlignableCall[];
  readonly #b: readonly AlignableCall[];
  /** Positions: partner of each call, or -1. */
  readonly #ofA: number[];
  readonly #ofB: number[];

  constructor(a: readonly AlignableCall[], b: readonly AlignableCall[]) {
    this.#a = a;
    this.#b = b;
    this.#ofA = a.map(() => -1);
    this.#ofB = b.map(() => -1);
  }

  /** Pairs what has the same key on both sides; the nth of a key with the nth where there are several. */
  byKey(key: (call: AlignableCall) => string | null): void {
    const waiting = Map.groupBy(this.#free(this.#ofB), (at) => keyAt(this.#b, at, key));
    const taken = new Map<string, number>();
    for (const at of this.#free(this.#ofA)) {
      const name = keyAt(this.#a, at, key);
      if (name === null) continue;
      const count = taken.get(name) ?? 0;
      taken.set(name, count + 1);
      const partner = waiting.get(name)?.[count];
      if (partner !== undefined) this.#pair(at, partner);
    }
  }

  /** The longest common subsequence of keys, between every two pairs that are known and in order. */
  bySequence(key: (call: AlignableCall) => string): void {
    let a = 0;
    let b = 0;
    const anchors = risingPairs(this.#ofA);
    for (const anchor of [...anchors, { a: this.#a.length, b: this.#b.length }]) {
      this.#matchBetween({ from: { a, b }, to: anchor }, key);
      a = anchor.a + 1;
      b = anchor.b + 1;
    }
  }

  /** In the order of `b`; what only `a` has comes behind what it follows there. */
  inOrder(): AlignedPair[] {
    const behind = new Map<number, AlignedPair[]>();
    let last = -1;
    for (const [at, call] of this.#a.entries()) {
      const partner = this.#ofA[at] ?? -1;
      if (partner >= 0) last = partner;
      else {
        const rows = behind.get(last) ?? [];
        behind.set(last, rows);
        rows.push({ a: call.id, b: null });
      }
    }
    const rows = [...(behind.get(-1) ?? [])];
    for (const [at, call] of this.#b.entries()) {
      const partner = this.#ofB[at] ?? -1;
      rows.push({ a: this.#a[partner]?.id ?? null, b: call.id }, ...(behind.get(at) ?? []));
    }
    return rows;
  }

  #matchBetween(
    range: { readonly from: Position; readonly to: Position },
    key: (call: AlignableCall) => string,
  ): void {
    const left = unpaired(this.#ofA, range.from.a, range.to.a);
    const right = unpaired(this.#ofB, range.from.b, range.to.b);
    if (left.length === 0 || right.length === 0) return;
    const pairs = matchSequences(
      left.map((at) => keyAt(this.#a, at, key) ?? ""),
      right.map((at) => keyAt(this.#b, at, key) ?? ""),
    );
    for (const { a, b } of pairs) this.#pair(left[a] ?? 0, right[b] ?? 0);
  }

  #free(partners: readonly number[]): number[] {
    return unpaired(partners, 0, partners.length);
  }

  #pair(a: number, b: number): void {
    this.#ofA[a] = b;
    this.#ofB[b] = a;
  }
}

interface Position {
  readonly a: number;
  readonly b: number;
}

function keyAt<Key>(
  calls: readonly AlignableCall[],
  at: number,
  key: (call: AlignableCall) => Key,
): Key | null {
  const call = calls[at];
  return call === undefined ? null : key(call);
}

function unpaired(partners: readonly number[], from: number, to: number): number[] {
  const free: number[] = [];
  for (let at = from; at < to; at += 1) if (partners[at] === -1) free.push(at);
  return free;
}

/** As many pairs as possible of which none crosses another. */
function risingPairs(partners: readonly number[]): Position[] {
  // Patience sorting: per length of a rising row the pair that ends it lowest, and what it follows.
  const ends: number[] = [];
  const before = new Map<number, number>();
  for (const [a, b] of partners.entries()) {
    if (b < 0) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((partners[ends[middle] ?? 0] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    const previous = ends[low - 1];
    if (previous !== undefined) before.set(a, previous);
    ends[low] = a;
  }
  const rising: Position[] = [];
  for (let a = ends.at(-1); a !== undefined; a = before.get(a)) {
    rising.push({ a, b: partners[a] ?? 0 });
  }
  return rising.toReversed();
}
