import { describe, expect, test } from "vitest";
import { matchAlike } from "#src/runs/diff/match-alike.ts";

/** Numbers from 0 to below 1, the same for a seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** The most that rising pairs can be worth together, found the slow way. */
function mostWorth(a: number, b: number, worth: (a: number, b: number) => number): number {
  const best = Array.from({ length: a + 1 }, () => Array.from({ length: b + 1 }, () => 0));
  const at = (row: number, column: number): number => best[row]?.[column] ?? 0;
  for (let row = 1; row <= a; row += 1) {
    for (let column = 1; column <= b; column += 1) {
      const paired = at(row - 1, column - 1) + worth(row - 1, column - 1);
      (best[row] ?? [])[column] = Math.max(at(row - 1, column), at(row, column - 1), paired);
    }
  }
  return at(a, b);
}

describe("matchAlike()", () => {
  test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
    "finds what is worth most, pairs rising on both sides (seed %i)",
    async (seed) => {
      const random = seeded(seed);
      const [a, b] = [1 + Math.floor(random() * 35), 1 + Math.floor(random() * 35)];
      const table = Array.from({ length: a * b }, () => Math.max(0, random() * 2 - 1));
      const worth = (row: number, column: number): number => table[row * b + column] ?? 0;
      const pairs = await matchAlike({ a, b, worth });
      for (const [index, pair] of pairs.entries()) {
        expect(worth(pair.a, pair.b)).toBeGreaterThan(0);
        expect(pair.a).toBeGreaterThan(pairs[index - 1]?.a ?? -1);
        expect(pair.b).toBeGreaterThan(pairs[index - 1]?.b ?? -1);
      }
      const sum = pairs.reduce((total, pair) => total + worth(pair.a, pair.b), 0);
      expect(sum).toBeCloseTo(mostWorth(a, b, worth), 9);
    },
  );

  test.each([
    ["some came at the end", 1000, 1030, (row: number) => row],
    ["every second one came", 1000, 2000, (row: number) => row * 2],
    ["every second one went", 2000, 1000, (row: number) => (row % 2 === 0 ? row / 2 : -1)],
  ])("finds them also where not all are looked at: %s", async (_name, a, b, partner) => {
    const pairs = await matchAlike({
      a,
      b,
      worth: (row, column) => Number(partner(row) === column),
    });
    expect(pairs).toHaveLength(1000);
    expect(pairs.every((pair) => partner(pair.a) === pair.b)).toBe(true);
  });
});
