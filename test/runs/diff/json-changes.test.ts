import { describe, expect, test } from "vitest";
import { jsonChanges } from "#src/runs/diff/json-changes.ts";

const value = (of: unknown): string => JSON.stringify(of) ?? "";

const short = (a: unknown, b: unknown): string[] =>
  jsonChanges(a, b).map((change) => {
    return `${change.kind} ${change.path} ${value(change.old)}→${value(change.new)}`;
  });

const vector = (seed: number) => Array.from({ length: 1536 }, (_, index) => index * seed);
const deep = (leaf: string): unknown =>
  JSON.parse(`${'{"a":'.repeat(3000)}"${leaf}"${"}".repeat(3000)}`);

describe("jsonChanges()", () => {
  test.each([
    ["nothing", { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ["the order of keys is no change", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ["a value deep inside", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, ["changed a[0].b 1→2"]],
    ["a key that came and one that went", { a: 1 }, { b: 2 }, ["removed a 1→", "added b →2"]],
    ["another type", { a: "1" }, { a: [1] }, ['changed a "1"→[1]']],
    [
      "a message put in the middle leaves the others alone",
      { m: ["s", "q", "a"] },
      { m: ["s", "new", "q", "a"] },
      ['added m[1] →"new"'],
    ],
    [
      "one taken out and one changed",
      { m: ["a", "b", "c", "d", "e"] },
      { m: ["a", "c", "d", "E"] },
      ['removed m[1] "b"→', 'changed m[3] "e"→"E"'],
    ],
    ["an odd key", { "x y": 1 }, { "x y": 2 }, ['changed ["x y"] 1→2']],
    ["the whole", "a", null, ['changed  "a"→null']],
    ["a property that objects have anyway", {}, { toString: 1 }, ["added toString →1"]],
  ])("%s", (_name, a, b, expected) => {
    expect(short(a, b)).toEqual(expected);
  });

  test("an embedding that differs is one change", () => {
    expect(jsonChanges({ v: vector(1) }, { v: vector(2) })).toHaveLength(1);
  });

  test("a body 3,000 levels deep is compared", () => {
    expect(jsonChanges(deep("x"), deep("y"))).toHaveLength(1);
  });
});
