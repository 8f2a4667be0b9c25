import { describe, expect, test } from "vitest";
import { RecordedSteps } from "#src/worker/determinism/recorded-steps.ts";

const at = (high: number) => ({ high, low: 0 });
/** Hashes of lines. */
const [ONE, TWO, THREE] = [101, 102, 103];
const FUNCTION = 7;

/** Steps 1, 2 and 3, one after the other, in three lines of one function. */
function recorded(): RecordedSteps {
  const steps = new RecordedSteps();
  for (const [index, text] of [ONE, TWO, THREE].entries()) {
    const from = at(index);
    steps.add({ ...at(index + 1), kind: "random", owner: FUNCTION, text, from });
  }
  return steps;
}

/** Asks from a line, on the path where it is now, of a file that has these lines; gives the step's number. */
function ask(
  steps: RecordedSteps,
  text: number,
  { path, known, lines }: { path: number; known: number; lines: readonly number[] },
): number | undefined {
  const hasText = (other: number): boolean => lines.includes(other);
  const place = { ...at(path), known: at(known), isRepeat: false };
  return steps.take({ ...place, kind: "random", owner: FUNCTION, text, hasText })?.high;
}

describe("a recorded step is known again", () => {
  test("by its line, where one before it is no more", () => {
    const steps = recorded();
    const lines = [TWO, THREE];
    expect(ask(steps, TWO, { path: 1, known: 0, lines })).toBe(2);
    expect(ask(steps, THREE, { path: 3, known: 2, lines })).toBe(3);
  });

  test("by its line, where a new one comes before it", () => {
    const steps = recorded();
    const lines = [ONE, 200, TWO, THREE];
    expect(ask(steps, ONE, { path: 1, known: 0, lines })).toBe(1);
    expect(ask(steps, 200, { path: 2, known: 1, lines })).toBeUndefined();
    expect(ask(steps, TWO, { path: 50, known: 1, lines })).toBe(2);
  });

  test("by its place in its function, where its line was edited", () => {
    const steps = recorded();
    const lines = [ONE, 200, THREE];
    expect(ask(steps, ONE, { path: 1, known: 0, lines })).toBe(1);
    expect(ask(steps, 200, { path: 2, known: 1, lines })).toBe(2);
  });

  test("once", () => {
    const steps = recorded();
    const lines = [ONE, TWO, THREE];
    expect(ask(steps, ONE, { path: 1, known: 0, lines })).toBe(1);
    expect(ask(steps, ONE, { path: 1, known: 0, lines })).toBeUndefined();
  });
});
