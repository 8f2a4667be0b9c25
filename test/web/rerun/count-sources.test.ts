import { expect, test } from "vitest";
import { countSources, familyOf, sourceWords, totalOf } from "#src/web/rerun/count-sources.ts";
import { llm, tool } from "#test/support/outline.ts";

test("calls are counted by where their answer came from; tools read out of messages are none", () => {
  const counts = countSources([
    llm(1, { source: "cache" }),
    llm(2, { source: "edited" }),
    llm(3, { status: "running" }),
    tool(4, { inferred: true }),
  ]);
  expect(counts).toEqual({ cache: 1, edited: 1, live: 1, running: 1 });
  expect(totalOf(counts)).toBe(3);
  expect(sourceWords(counts)).toBe("1 from the cache, 1 edited, 1 live");
});

test("a run's family is itself and what is inside of it, however deep", () => {
  const runs = [
    { run_id: "a", subrun_of: null },
    { run_id: "b", subrun_of: "a" },
    { run_id: "c", subrun_of: "b" },
    { run_id: "d", subrun_of: null },
  ];
  expect(familyOf(runs, "a").map((run) => run.run_id)).toEqual(["a", "b", "c"]);
  expect(familyOf(runs, "d").map((run) => run.run_id)).toEqual(["d"]);
});
