import { expect, test } from "vitest";
import type { Run } from "#src/protocol/session.ts";
import { choosePair, controlOf } from "#src/web/compare/choose-pair.ts";

/** `b<a`: b is a re-run of a; `s@a`: s is a subrun of a; `c<a!`: a control run. */
function runs(text: string): Run[] {
  return text.split(" ").map((word) => {
    const [, id, sign, other, label] = /^(\w+)(?:([<@])(\w+))?(!?)$/.exec(word) ?? [];
    // Nothing else of a run is looked at.
    return {
      run_id: id,
      parent_run_id: sign === "<" ? other : null,
      subrun_of: sign === "@" ? other : null,
      path: sign === "@" ? "part" : null,
      label: label === "!" ? "control" : null,
      status: "finished",
    } as Run;
  });
}

function chosen(text: string, id: string, other: string | null = null): string {
  const all = runs(text);
  const run = all.find(({ run_id }) => run_id === id);
  if (run === undefined) throw new Error(`There is no run ${id}`);
  const pair = choosePair(run, all, other);
  return pair === null ? "none" : `${pair.a.run_id} ${pair.b.run_id}`;
}

test("a re-run is compared with the run that it repeats", () => {
  expect(chosen("a b<a c<a", "c")).toBe("a c");
});

test("else with the run before it, and the first one with the newest", () => {
  expect(chosen("a b c", "c")).toBe("b c");
  expect(chosen("a b<a c<a d<a!", "a")).toBe("a c");
});

test("a wish is followed where there is such a run", () => {
  expect(chosen("a b<a c<a", "c", "b")).toBe("b c");
  expect(chosen("a b<a c<a", "c", "gone")).toBe("b c");
});

test("a single run has nothing to compare with", () => {
  expect(chosen("a", "a")).toBe("none");
  expect(chosen("a s@a", "a")).toBe("none");
});

test("a subrun is compared with the one at its place in another run", () => {
  expect(chosen("a s@a b<a t@b", "t")).toBe("s t");
});

test("the control is the newest of the first run, and none of the two", () => {
  const all = runs("a c<a! b<a d<a!");
  const [a, c, b] = all;
  if (a === undefined || b === undefined || c === undefined) throw new Error("no runs");
  expect(controlOf({ a, b }, all)?.run_id).toBe("d");
  expect(controlOf({ a: b, b: a }, all)).toBeNull();
});
