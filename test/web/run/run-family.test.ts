import { expect, test } from "vitest";
import type { Run } from "#src/protocol/session.ts";
import { chainOf, neighbourRun, runFamily } from "#src/web/run/run-family.ts";
import { run as fields } from "#test/support/outline.ts";

const runOf = (run_id: string, changes: Partial<Run> = {}) => fields({ run_id, ...changes });
const runs: Run[] = [
  runOf("a"),
  runOf("b", { parent_run_id: "a" }),
  runOf("x", { parent_run_id: "a", label: "control" }),
  runOf("c"),
  runOf("d", { parent_run_id: "b" }),
  runOf("e", { parent_run_id: "a" }),
  runOf("s", { subrun_of: "d", path: "s" }),
  runOf("t", { subrun_of: "s", path: "s/t" }),
];
const run = (id: string) => runs.find(({ run_id }) => run_id === id) ?? runOf(id);

test("runFamily() puts each what-if behind what it changes, and control runs last", () => {
  expect(
    runFamily(runs).map((member) => [
      member.run.run_id,
      member.number,
      member.depth,
      member.parent,
      member.isControl,
    ]),
  ).toEqual([
    ["a", 1, 0, null, false],
    ["b", 2, 1, 1, false],
    ["d", 5, 2, 2, false],
    ["e", 6, 1, 1, false],
    ["c", 4, 0, null, false],
    ["x", 3, 0, 1, true],
  ]);
});

test("neighbourRun() follows that order, also from within a subrun, and ends at the ends", () => {
  expect(neighbourRun(run("b"), runs, 1)?.run_id).toBe("d");
  expect(neighbourRun(run("t"), runs, 1)?.run_id).toBe("e");
  expect(neighbourRun(run("a"), runs, -1)).toBeNull();
  expect(neighbourRun(run("x"), runs, 1)).toBeNull();
});

test("chainOf() names the holders of a subrun, the program first", () => {
  expect(chainOf(run("t"), runs).map(({ run_id }) => run_id)).toEqual(["d", "s", "t"]);
});
