// Hashes of the provenance engine. Pure; equal input gives equal output in every process, because
// the server rebuilds a run's edges by replaying its events.

/** Spreads all bits of `value` over 32 bits (the finaliser of MurmurHash3); never 0, which marks empty slots. */
export function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return hash === 0 ? 1 : hash;
}

/** The key of three words in a row. */
export function gramKey(first: number, second: number, third: number): number {
  const pair = Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca77);
  return mix(Math.imul(pair ^ (pair >>> 15), 0x2c1b3c6d) + third);
}

/** The key of one word, apart from the keys of three. */
export function wordKey(word: number): number {
  return mix(word ^ 0x5bd1e995);
}

/** 52 bits that name a text; two different texts with one name are not to be expected in a run. */
export function textKey(text: string): number {
  return Number(BigInt.asUintN(52, BigInt(Bun.hash(text))));
}

/** A key of 52 bits for two such keys in this order; `sort` keeps keys of different sorts apart. */
export function pairKey(sort: number, first: number, second: number): number {
  const low = mix((first | 0) ^ Math.imul((second | 0) + sort, 0x9e3779b1));
  const high = mix((first / 0x100000000) ^ Math.imul((second / 0x100000000) | 0, 0x85ebca77) ^ low);
  const more = mix(Math.imul(second | 0, 0x27d4eb2f) ^ (first | 0) ^ high);
  return (more & 0xfffff) * 0x100000000 + mix(low ^ Math.imul(high, 0x2c1b3c6d));
}
