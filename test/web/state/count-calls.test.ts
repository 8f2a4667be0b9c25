// What the header says of a run that goes on: who watches it would see it stand at the number of calls
// that it had when the page was opened.
import { expect, test } from "vitest";
import { countCalls } from "#src/web/state/count-calls.ts";
import { edge, llm, outline, run, tool } from "#test/support/outline.ts";

const calls = outline([llm(1), llm(2, { cost_usd: null }), tool(3)], [edge(1, 2), edge(2, 3)]);

test("a run that goes on has the calls, tokens and cost that have come so far", () => {
  const running = run({ status: "running", nodes: 1, edges: 0 });
  const counted = countCalls(running, calls);
  expect(counted).toMatchObject({
    nodes: 3,
    edges: 2,
    tokens: { input: 1624, output: 28, cached: 0 },
    cost_usd: 0.00013,
  });
  expect(countCalls(counted, calls)).toBe(counted);
});

test("a cost that nobody knows is none, not zero", () => {
  const running = run({ status: "running", cost_usd: null });
  expect(countCalls(running, outline([llm(1, { cost_usd: null })], [])).cost_usd).toBeNull();
});

test("a run that has ended, and another one, are left as the server told them", () => {
  const finished = run({ status: "finished", nodes: 4 });
  expect(countCalls(finished, calls)).toBe(finished);
  const other = run({ run_id: "other", status: "running", nodes: 4 });
  expect(countCalls(other, calls)).toBe(other);
});
