import { describe, expect, test } from "vitest";
import { mix } from "#src/provenance/hash.ts";
import { SeenSet } from "#src/provenance/seen-set.ts";

describe("SeenSet", () => {
  test("is exact while small", () => {
    const set = new SeenSet(24);
    for (let index = 0; index < 100_000; index += 2) set.add(mix(index));
    for (let index = 0; index < 100_000; index++) expect(set.has(mix(index))).toBe(index % 2 === 0);
  });

  test("forgets nothing when it turns into bits, and claims few too many", () => {
    const set = new SeenSet(24, 1 << 12);
    for (let index = 0; index < 200_000; index++) set.add(mix(index));
    let missing = 0;
    let claimed = 0;
    for (let index = 0; index < 200_000; index++) if (!set.has(mix(index))) missing++;
    for (let index = 200_000; index < 300_000; index++) if (set.has(mix(index))) claimed++;
    expect(missing).toBe(0);
    expect(claimed / 100_000).toBeLessThan(0.02);
    expect(set.bytes).toBe(2 ** 21);
  });
});
