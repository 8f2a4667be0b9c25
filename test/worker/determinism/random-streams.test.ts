import { describe, expect, test } from "vitest";
import { createPlaces } from "#src/worker/determinism/places.ts";
import { createRandomSource, randomUuid } from "#src/worker/determinism/patch-random.ts";
import { createRandomStreams } from "#src/worker/determinism/random-streams.ts";

const fail = (error: unknown): never => {
  throw error;
};

/** A few numbers of each kind, asked on a path of a name of its own. */
function numbers(seed: string, process: string, part = "part"): (number | string)[] {
  const places = createPlaces(fail);
  const source = createRandomSource(places, () => createRandomStreams(seed, process));
  const ask = (): (number | string)[] => [source.fraction(ask), randomUuid(source.question(ask))];
  return places.enter(part, () => [...ask(), ...ask()]);
}

describe("random numbers of a seed", () => {
  test("come again, each in its turn", () => {
    expect(numbers("seed", "0")).toEqual(numbers("seed", "0"));
    expect(new Set(numbers("seed", "0")).size).toBe(4);
  });

  test.each([
    ["seed", numbers("other", "0")],
    ["process", numbers("seed", "0.1")],
    ["part of the program", numbers("seed", "0", "other part")],
    ["seed and process that make the same text", numbers("see", "d0")],
  ])("are others with another %s", (_, others) => {
    const own = new Set(numbers("seed", "0"));
    expect(others.filter((number) => own.has(number))).toEqual([]);
  });

  test("are spread evenly, placed or not", () => {
    const places = createPlaces(fail);
    const source = createRandomSource(places, () => createRandomStreams("seed", "0"));
    const ask = (): number => source.fraction(ask);
    for (const draws of [1000, 100_000]) {
      const buckets = Array.from({ length: 20 }, () => 0);
      const bits = Array.from({ length: 53 }, () => 0);
      for (let draw = 0; draw < draws; draw++) {
        const value = ask();
        const bucket = Math.floor(value * 20);
        buckets[bucket] = (buckets[bucket] ?? 0) + 1;
        let rest = value;
        for (let bit = 0; bit < 53; bit++) {
          rest *= 2;
          if (rest < 1) continue;
          bits[bit] = (bits[bit] ?? 0) + 1;
          rest -= 1;
        }
      }
      // Chi-square with 19 degrees of freedom: above 50 is one in ten thousand.
      const expected = draws / 20;
      const chi = buckets.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0);
      expect(chi).toBeLessThan(50);
      // Five standard deviations of a fair coin.
      const most = 2.5 * Math.sqrt(draws);
      for (const ones of bits) expect(Math.abs(ones - draws / 2)).toBeLessThan(most);
    }
  });

  test("fill any length, and go on where the last question ended", () => {
    const places = createPlaces(fail);
    const { fill } = createRandomStreams("seed", "0");
    const path = places.current();
    const pieces = [0, 1, 31, 32, 33, 1000].map((length) => {
      const bytes = new Uint8Array(length);
      fill(bytes, path, false);
      return bytes.toHex();
    });
    expect(new Set(pieces).size).toBe(6);
    const placed = new Uint8Array(40);
    fill(placed, path, true);
    const again = new Uint8Array(40);
    fill(again, path, true);
    expect(again).toEqual(placed);
  });
});
