import { describe, expect, test } from "vitest";
import { firstDifference } from "#src/runs/miss/first-difference.ts";

const deep = (leaf: string): unknown =>
  JSON.parse(`${"[".repeat(20_000)}"${leaf}"${"]".repeat(20_000)}`);

describe("firstDifference()", () => {
  test.each([
    ["no difference", { a: [1, "x"] }, { a: [1, "x"] }, null],
    ["the order of keys", { a: 1, b: 2 }, { b: 2, a: 1 }, null],
    [
      "the first of two, in document order",
      { model: "m", messages: [{ content: "old" }], top_p: 1 },
      { model: "m", messages: [{ content: "new" }], top_p: 2 },
      { path: "messages[0].content", old: "old", new: "new" },
    ],
    ["a value that came", { a: [1] }, { a: [1, 2] }, { path: "a[1]", old: null, new: "2" }],
    ["a value that went", { a: 1, b: "x" }, { a: 1 }, { path: "b", old: "x", new: null }],
    ["another type", { a: "1" }, { a: { b: 1 } }, { path: "a", old: "1", new: '{"b":1}' }],
    ["null is a value", { a: null }, {}, { path: "a", old: "null", new: null }],
    ["the whole", "a", ["a"], { path: "", old: "a", new: '["a"]' }],
  ])("%s", (_name, a, b, expected) => {
    expect(firstDifference(a, b)).toEqual(expected);
  });

  test("shows of long texts what stands around the first character that differs", () => {
    const start = "the same start ".repeat(20);
    const found = firstDifference({ t: `${start}was ${"x".repeat(300)}` }, { t: `${start}is` });
    expect(found?.old).toMatch(/^….{30}was x{66}…$/);
    expect(found?.new).toMatch(/^….{30}is$/);
  });

  test("never cuts a character in two, and takes a body of any depth", () => {
    const emoji = "😀".repeat(100);
    const found = firstDifference(`${emoji}a`, `${emoji}b`);
    expect(found?.old?.isWellFormed()).toBe(true);
    expect(firstDifference(deep("x"), deep("y"))).toMatchObject({ old: "x", new: "y" });
  });
});
