import { describe, expect, test } from "vitest";
import { type DeterminismWishes, determinismFields } from "#src/record/determinism-fields.ts";

const WISHES: DeterminismWishes = { clock: "recorded", random: "seeded", seed: null, parent: null };
const PARENT = { seed: "theirs", readingsFile: "/readings" };

describe("determinismFields() of", () => {
  test.each([
    ["a first run with a seed", { seed: "mine" }, ["mine", "record", null]],
    ["a first run, left alone", { clock: "real", random: "real" }, [null, "real", null]],
    ["a re-run", { parent: PARENT }, ["theirs", "replay", "/readings"]],
    [
      "a re-run with another seed",
      { parent: PARENT, seed: "mine" },
      ["mine", "replay", "/readings"],
    ],
    ["a re-run in real time", { parent: PARENT, clock: "real" }, ["theirs", "real", null]],
    [
      "a re-run with new numbers",
      { parent: PARENT, random: "real" },
      [null, "replay", "/readings"],
    ],
    [
      "a re-run of a run that asked no clock",
      { parent: { ...PARENT, readingsFile: null } },
      ["theirs", "record", null],
    ],
  ] satisfies [string, Partial<DeterminismWishes>, unknown[]][])("%s", (_, wishes, expected) => {
    const { seed, clock, readings_file: file } = determinismFields({ ...WISHES, ...wishes });
    expect([seed, clock, file]).toEqual(expected);
  });

  test("a first run without a seed: one of its own", () => {
    const seeds = [WISHES, WISHES].map((wishes) => determinismFields(wishes).seed);
    for (const seed of seeds) expect(seed).toMatch(/^[\da-f]{64}$/);
    expect(new Set(seeds).size).toBe(2);
  });
});
