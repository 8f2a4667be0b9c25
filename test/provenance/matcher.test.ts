import { describe, expect, test } from "vitest";
import { InputWords } from "#src/provenance/input-index.ts";
import { findMatches } from "#src/provenance/matcher.ts";
import { SourceIndex } from "#src/provenance/source-index.ts";
import { Tokenizer } from "#src/provenance/tokenize.ts";
import { createRandom, randomWords } from "./random.ts";

function indexOf(outputs: readonly string[], maxWords?: number): SourceIndex {
  const sources = new SourceIndex(maxWords);
  const tokenizer = new Tokenizer();
  for (const [index, text] of outputs.entries()) {
    const call = { node: `n${index}`, sketch: [], place: index, started: index, ended: index };
    const owner = { call, path: "", whole: false, uses: 0 };
    const words = tokenizer.tokenize(text);
    sources.add({ text, words, owner, seen: new InputWords(), known: null, inherited: null });
  }
  return sources;
}

/** Words looked at per word of input. */
function costPerWord(outputs: readonly string[], input: string): number {
  const sources = indexOf(outputs);
  const words = new Tokenizer().tokenize(input);
  findMatches(words, sources);
  return sources.steps / words.count;
}

const random = createRandom(5);
const prose = (count: number) => randomWords(random, count, 2000).join(" ");

describe("findMatches() looks at few words for each word of the input", () => {
  const long = prose(20_000);
  const pattern = "granite quays and slipways ".repeat(3000);
  test.each([
    ["one word repeated on both sides", ["spam ".repeat(20_000)], "spam ".repeat(20_000)],
    ["a pattern repeated on both sides", [pattern], pattern],
    ["a pattern shifted on one side", [pattern], `slipways ${pattern}`],
    [
      "one text in a hundred outputs",
      Array.from({ length: 100 }, (_, index) => `${index}x ${long} ${index}y`),
      long,
    ],
    [
      "10,000 tiny outputs",
      Array.from({ length: 10_000 }, (_, index) => `Item ${index} done`),
      Array.from({ length: 10_000 }, (_, index) => `Item ${index} done`).join("\n"),
    ],
    [
      "10,000 equal outputs",
      Array.from({ length: 10_000 }, () => "Zanzibar"),
      "Zanzibar ".repeat(10_000),
    ],
    [
      "prose out of few words",
      Array.from({ length: 300 }, () => randomWords(random, 200, 50).join(" ")),
      randomWords(random, 20_000, 50).join(" "),
    ],
  ])("%s", (_name, outputs, input) => {
    expect(costPerWord(outputs, input)).toBeLessThan(60);
  });

  test("ten times the outputs do not make it ten times the cost", () => {
    const outputs = Array.from({ length: 2000 }, () => prose(100));
    const input = prose(20_000);
    const few = costPerWord(outputs.slice(0, 200), input);
    expect(costPerWord(outputs, input)).toBeLessThan(few * 3);
  });
});

describe("the index of outputs", () => {
  test("forgets the oldest half when it is full, and finds the others as before", () => {
    const outputs = Array.from({ length: 40 }, () => prose(100));
    const sources = indexOf(outputs, 2000);
    const found = outputs.map(
      (text) => findMatches(new Tokenizer().tokenize(text), sources).length > 0,
    );
    expect(found.slice(0, 10)).toEqual(Array(10).fill(false));
    expect(found.slice(-10)).toEqual(Array(10).fill(true));
  });
});
