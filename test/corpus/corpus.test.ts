import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allCases } from "./cases/all-cases.ts";
import { AO } from "#test/support/run-ao.ts";
import { runCorpus } from "./run-corpus.ts";
import { renderMistakes, scoreOf } from "./scores.ts";

describe("the corpus", () => {
  test("has a truth for every program", () => {
    const programs = readdirSync(new URL("programs", import.meta.url)).sort();
    expect(programs).toEqual(
      Object.keys(allCases)
        .map((name) => `${name}.ts`)
        .sort(),
    );
    expect(programs.length).toBeGreaterThanOrEqual(36);
  });

  test("ao finds at least 95 % of the true edges, and at least 95 % of its edges are true", async () => {
    const { verdicts } = await runCorpus({ ao: [AO], only: [], parallel: 2 });
    const score = scoreOf(verdicts);
    const mistakes = renderMistakes(verdicts);
    expect(
      verdicts.flatMap((verdict) => verdict.problems),
      mistakes,
    ).toEqual([]);
    expect(score.precision, mistakes).toBeGreaterThanOrEqual(0.95);
    expect(score.recall, mistakes).toBeGreaterThanOrEqual(0.95);
  }, 180_000);
});
