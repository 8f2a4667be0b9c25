// A seeded generator of numbers and texts, so that a failing run can be run again.

/** Numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** An integer in [0, end). */
export function below(random: () => number, end: number): number {
  return Math.floor(random() * end);
}

/** One of `choices`. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  return choices[below(random, choices.length)] as T;
}

const SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wu za chi lor mun tes".split(" ");

/** The word of a rank: the same rank gives the same word. */
export function wordOf(rank: number): string {
  let word = "";
  for (let rest = rank + 20; rest > 0; rest = Math.floor(rest / 20)) word += SYLLABLES[rest % 20];
  return word;
}

/** `count` words of a vocabulary of `size`, each equally likely. */
export function randomWords(random: () => number, count: number, size = 5000): string[] {
  return Array.from({ length: count }, () => wordOf(below(random, size)));
}
