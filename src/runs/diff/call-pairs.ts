// The calls of two runs while partners are found for them, from the surest to the least sure. Pure.
import { matchAlike } from "./match-alike.ts";
import { matchSequences } from "./match-sequences.ts";

/** Ids of the calls of `a` with those of `b`; either is null where the other run has none. In order of `b`. */
export type AlignedPair = { readonly a: string | null; readonly b: string | null };

/** How much two calls are alike; 0 where they are not the same call. */
export type Likeness<Call> = (a: Call, b: Call) => number;

/** Two rows of calls in order, each of which has a partner in the other row or none. */
export class CallPairs<Call extends { readonly id: string }> {
  readonly #a: readonly Call[];
  readonly #b: readonly Call[];
  /** Positions: partner of each call, or -1. */
  readonly #ofA: number[];
  readonly #ofB: number[];

  constructor(a: readonly Call[], b: readonly Call[]) {
    this.#a = a;
    this.#b = b;
    this.#ofA = a.map(() => -1);
    this.#ofB = b.map(() => -1);
  }

  /** Pairs what has the same key on both sides; the nth of a key with the nth where there are several. */
  byKey(key: (call: Call) => string | null): void {
    const waiting = Map.groupBy(unpaired(this.#ofB), (at) => keyAt(this.#b, at, key));
    const taken = new Map<string, number>();
    for (const at of unpaired(this.#ofA)) {
      const name = keyAt(this.#a, at, key);
      if (name === null) continue;
      const count = taken.get(name) ?? 0;
      taken.set(name, count + 1);
      const partner = waiting.get(name)?.[count];
      if (partner !== undefined) this.#pair(at, partner);
    }
  }

  /** The longest common subsequence of keys, between every two pairs that are known and in order. */
  bySequence(key: (call: Call) => string): void {
    for (const { left, right } of this.#gaps()) {
      const pairs = matchSequences(
        left.map((at) => keyAt(this.#a, at, key) ?? ""),
        right.map((at) => keyAt(this.#b, at, key) ?? ""),
      );
      for (const { a, b } of pairs) this.#pair(left[a] ?? 0, right[b] ?? 0);
    }
  }

  /** Those that are most alike together, in order, between every two pairs that are known and in order. */
  async byLikeness(
    prepare: (a: readonly Call[], b: readonly Call[]) => Promise<Likeness<Call>>,
  ): Promise<void> {
    for (const { left, right } of this.#gaps()) {
      const a = left.flatMap((at) => this.#a[at] ?? []);
      const b = right.flatMap((at) => this.#b[at] ?? []);
      const likeness = await prepare(a, b);
      const worth = (at: number, other: number): number => {
        const [one, two] = [a[at], b[other]];
        return one === undefined || two === undefined ? 0 : likeness(one, two);
      };
      const pairs = await matchAlike({ a: a.length, b: b.length, worth });
      for (const pair of pairs) this.#pair(left[pair.a] ?? 0, right[pair.b] ?? 0);
    }
  }

  /** The nth of a key with the nth, where as many of it are left on both sides before a pair that is known. */
  byOrder(key: (call: Call) => string): void {
    for (const { left, right, isClosed } of this.#gaps()) {
      if (!isClosed) continue;
      const others = Map.groupBy(right, (at) => keyAt(this.#b, at, key));
      for (const [name, own] of Map.groupBy(left, (at) => keyAt(this.#a, at, key))) {
        const partners = others.get(name) ?? [];
        if (partners.length !== own.length) continue;
        for (const [index, at] of own.entries()) this.#pair(at, partners[index] ?? 0);
      }
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

  /** Where both sides have calls without a partner between pairs that are known and in order. */
  #gaps(): Gap[] {
    const end = { a: this.#a.length, b: this.#b.length };
    const gaps: Gap[] = [];
    let from: Position = { a: 0, b: 0 };
    for (const to of [...risingPairs(this.#ofA), end]) {
      const left = unpaired(this.#ofA, from.a, to.a);
      const right = unpaired(this.#ofB, from.b, to.b);
      if (left.length > 0 && right.length > 0) gaps.push({ left, right, isClosed: to !== end });
      from = { a: to.a + 1, b: to.b + 1 };
    }
    return gaps;
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

interface Gap {
  /** Positions of calls of each side. */
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** False behind the last pair: there the runs may have gone apart. */
  readonly isClosed: boolean;
}

function keyAt<Call, Key>(
  calls: readonly Call[],
  at: number,
  key: (call: Call) => Key,
): Key | null {
  const call = calls[at];
  return call === undefined ? null : key(call);
}

function unpaired(partners: readonly number[], from = 0, to = partners.length): number[] {
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
