import { expect, test } from "vitest";
import { formatTick, spanOf, tickStep } from "#src/web/run/time-scale.ts";
import { llm, run } from "#test/support/outline.ts";

test("spanOf() holds the run and all its calls, and what goes on reaches to now", () => {
  const ended = run({ ended_at: new Date(Date.parse(run().started_at) + 1000).toISOString() });
  const start = Date.parse(ended.started_at);
  expect(spanOf(ended, [], 0)).toEqual({ start, end: start + 1000 });
  expect(spanOf(ended, [llm(9, { duration_ms: 500 })], 0)).toEqual({ start, end: start + 1400 });
  const going = run({ status: "running" });
  expect(spanOf(going, [llm(1, { duration_ms: null })], start + 7000).end).toBe(start + 7000);
  expect(spanOf(run(), [], 0)).toEqual({ start, end: start + 1 });
});

test("ticks stand at round times, far enough apart to be read", () => {
  expect(tickStep(1)).toBe(100);
  expect(tickStep(0.05)).toBe(2000);
  expect(tickStep(100)).toBe(1);
  expect(tickStep(1e-9)).toBe(168 * 3600 * 1000);
});

test.each([
  [0, 100, "0"],
  [200, 100, "200 ms"],
  [0.5, 0.5, "0.5 ms"],
  [1200, 200, "1.2 s"],
  [1250, 50, "1.25 s"],
  [15_000, 5000, "15 s"],
  [65_000, 5000, "1:05"],
  [65_200, 200, "65.2 s"],
  [3_600_000, 600_000, "1:00:00"],
])("%d ms at steps of %d ms is %s", (time, step, text) => {
  expect(formatTick(time, step)).toBe(text);
});
