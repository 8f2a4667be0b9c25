import { describe, expect, test } from "vitest";
import { joinPath, parsePath, valueAt } from "#src/protocol/json.ts";

const body = { messages: [{ content: "a" }, { "x y": { 'q"': 7 } }], "": 1 };

describe("paths", () => {
  test.each([
    [["messages", 0, "content"], "messages[0].content"],
    [["messages", 1, "x y", 'q"'], 'messages[1]["x y"]["q\\""]'],
    [[0, "a"], "[0].a"],
    [[""], '[""]'],
  ])("%j is written %s and read back", (steps, path) => {
    expect(steps.reduce<string>(joinPath, "")).toBe(path);
    expect(parsePath(path)).toEqual(steps);
  });

  test("a path that is not one is null, not a guess", () => {
    expect(parsePath("a[")).toBeNull();
    expect(parsePath("a..b")).toBeNull();
    expect(parsePath(String.raw`a["\x"]`)).toBeNull();
  });

  test("valueAt() finds what the path names and nothing else", () => {
    expect(valueAt(body, "messages[0].content")).toBe("a");
    expect(valueAt(body, 'messages[1]["x y"]["q\\""]')).toBe(7);
    expect(valueAt(body, "messages[9].content")).toBeUndefined();
    expect(valueAt(body, "toString")).toBeUndefined();
  });
});
