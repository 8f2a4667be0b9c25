// The engine against a matcher that compares every word of every input with every word of every output.
import { describe, expect, test } from "vitest";
import { type Call, llm, run } from "./notation.ts";
import { below, createRandom, pick, randomWords } from "./random.ts";

const LONG = 8;

/** For each pair of calls the long runs of words that the later input has in common with the earlier output. */
function naiveRuns(calls: readonly Written[]): Map<string, [start: number, end: number][]> {
  const found = new Map<string, [number, number][]>();
  for (const [index, target] of calls.entries()) {
    for (const source of calls.slice(0, index)) {
      const runs: [number, number][] = [];
      for (let at = 0; at < target.input.length; at++) {
        for (let from = 0; from < source.output.length; from++) {
          if (at > 0 && target.input[at - 1] === source.output[from - 1]) continue;
          let length = 0;
          while (
            at + length < target.input.length &&
            target.input[at + length] === source.output[from + length]
          ) {
            length++;
          }
          if (length >= LONG) runs.push([at, at + length]);
        }
      }
      if (runs.length > 0) found.set(`${source.key}>${target.key}`, runs);
    }
  }
  return found;
}

interface Written {
  readonly key: string;
  readonly input: string[];
  readonly output: string[];
}

/** Calls whose inputs are slices of earlier outputs between words of their own. */
function randomRun(seed: number): Written[] {
  const random = createRandom(seed);
  const calls: Written[] = [];
  for (let index = 0; index < 12; index++) {
    const input = randomWords(random, 5 + below(random, 20));
    for (let pieces = below(random, 4); pieces > 0 && calls.length > 0; pieces--) {
      const { output } = pick(random, calls);
      const from = below(random, output.length - LONG);
      const length = LONG + below(random, output.length - LONG - from);
      input.push(
        ...output.slice(from, from + length),
        ...randomWords(random, 3 + below(random, 9)),
      );
    }
    calls.push({ key: `n${index}`, input, output: randomWords(random, 30 + below(random, 200)) });
  }
  return calls;
}

const punctuate = (words: readonly string[]) => words.join(" ");

describe("long copies", () => {
  test.each(Array.from({ length: 30 }, (_, seed) => [seed]))(
    "seed %i: all and only what comparing everything finds",
    (seed) => {
      const written = randomRun(seed);
      const calls: Call[] = written.map((one) =>
        llm(one.key, punctuate(one.input), punctuate(one.output)),
      );
      const outcome = run(...calls);
      const expected = naiveRuns(written);
      expect(outcome.edges).toEqual([...expected.keys()].map((edge) => `${edge} content`).sort());
      for (const [edge, runs] of expected) {
        const target = written.find((one) => edge.endsWith(`>${one.key}`)) as Written;
        const spans = outcome.evidence
          .filter((one) => `${one.source}>${one.target}` === edge)
          .map((one): readonly [number, number] => one.evidence.input_span ?? [0, 0]);
        for (const [start, end] of runs) {
          const from = punctuate(target.input.slice(0, start)).length + (start > 0 ? 1 : 0);
          const to = punctuate(target.input.slice(0, end)).length;
          const overlaps = spans.some(
            ([s, e]) => Math.min(e, to) - Math.max(s, from) > 0.9 * (to - from),
          );
          expect(overlaps, `${edge} ${from}-${to} in ${JSON.stringify(spans)}`).toBe(true);
        }
      }
    },
  );
});
