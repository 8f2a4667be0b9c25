import { describe, expect, test } from "vitest";
import { MAXIMUM_SIZE, MINIMUM_SIZE, NORMAL_SIZE, chunkEnds } from "#src/store/content-chunks.ts";

/** Fixed pseudo-random bytes, so that a failure can be repeated. */
function randomBytes(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    return state >>> 16;
  });
}

function chunksOf(bytes: Uint8Array): string[] {
  let start = 0;
  return chunkEnds(bytes).map((end) => {
    const chunk = Buffer.from(bytes.subarray(start, end)).toString("latin1");
    start = end;
    return chunk;
  });
}

describe("chunkEnds()", () => {
  test.each([0, 1, MINIMUM_SIZE - 1, MINIMUM_SIZE, MAXIMUM_SIZE, MAXIMUM_SIZE + 1, 300_000])(
    "covers %d bytes once, in order, within the limits",
    (length) => {
      const ends = chunkEnds(randomBytes(length, length + 1));
      const sizes = ends.map((end, index) => end - (ends[index - 1] ?? 0));
      expect(ends.at(-1) ?? 0).toBe(length);
      expect(sizes.slice(0, -1).every((size) => size >= MINIMUM_SIZE)).toBe(true);
      expect(sizes.every((size) => size > 0 && size <= MAXIMUM_SIZE)).toBe(true);
    },
  );

  test("a chunk is near the normal size on average", () => {
    const count = chunkEnds(randomBytes(4_000_000, 7)).length;
    expect(4_000_000 / count).toBeGreaterThan(NORMAL_SIZE * 0.9);
    expect(4_000_000 / count).toBeLessThan(NORMAL_SIZE * 2);
  });

  test("bytes without any variety are cut at the largest size", () => {
    expect(chunkEnds(new Uint8Array(MAXIMUM_SIZE * 2))).toEqual([MAXIMUM_SIZE, MAXIMUM_SIZE * 2]);
  });

  test.each([1, 10, 5000])(
    "%d bytes put in anywhere change only the chunks around them",
    (extra) => {
      const bytes = randomBytes(200_000, 3);
      const known = new Set(chunksOf(bytes));
      for (const place of [0, 50_001, 123_456, 200_000]) {
        const changed = Buffer.concat([
          bytes.subarray(0, place),
          randomBytes(extra, 99),
          bytes.subarray(place),
        ]);
        const fresh = chunksOf(changed).filter((chunk) => !known.has(chunk));
        const freshBytes = fresh.reduce((sum, chunk) => sum + chunk.length, 0);
        expect(freshBytes).toBeLessThan(extra + 4 * MAXIMUM_SIZE);
      }
    },
  );
});
