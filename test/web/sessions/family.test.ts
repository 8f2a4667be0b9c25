import { expect, test } from "vitest";
import { familiesOf } from "#src/web/sessions/family.ts";
import { runNamed } from "#test/web/run-named.ts";

const shown = (runs: Parameters<typeof familiesOf>[0]): string[] =>
  familiesOf(runs).map(({ run, depth, number }) => `${"  ".repeat(depth)}${number} ${run.run_id}`);

test("each re-run stands under its parent, in the order of time, with the number of the strip", () => {
  const runs = [
    runNamed("a"),
    runNamed("b"),
    runNamed("a1", { parent_run_id: "a" }),
    runNamed("inside", { subrun_of: "a1" }),
    runNamed("b1", { parent_run_id: "b" }),
    runNamed("a11", { parent_run_id: "a1" }),
    runNamed("a2", { parent_run_id: "a", label: "control" }),
  ];
  expect(shown(runs)).toEqual(["1 a", "  3 a1", "    5 a11", "  6 a2", "2 b", "  4 b1"]);
});

test("a run whose parent was deleted starts a family", () => {
  expect(shown([runNamed("b", { parent_run_id: "gone" })])).toEqual(["1 b"]);
});

test("a long chain of re-runs is no recursion", () => {
  const runs = Array.from({ length: 20_000 }, (_, index) =>
    runNamed(`r${index}`, { parent_run_id: index === 0 ? null : `r${index - 1}` }),
  );
  expect(familiesOf(runs).at(-1)).toMatchObject({ depth: 19_999, number: 20_000 });
});
