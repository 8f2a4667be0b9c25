import { describe, expect, test } from "vitest";
import { outputChanges } from "#src/runs/diff/output-changes.ts";

/** A text that ends in `…` was cut there. */
const written = (text: string) => ({
  text: text.replace(/…$/, ""),
  truncated: text.endsWith("…"),
});
const changes = (old: string, now: string): unknown[] =>
  outputChanges(written(old), written(now)).map(({ path, old: was, new: is }) => [path, was, is]);

describe("outputChanges()", () => {
  test.each([
    ["nothing", "a\nb\n", "a\nb\n", []],
    ["nothing where both end without a line feed", "a\nb", "a\nb", []],
    ["a line", "a\nb\n", "a\nc\n", [["[1]", "b", "c"]]],
    ["the last line feed", "a\nb\n", "a\nb", [["[1]", "b\n", "b"]]],
    ["the last line feed that came, with more", "a\nb", "a\nc\n", [["[1]", "b", "c\n"]]],
    ["a line feed where there was nothing", "", "\n", [["[0]", undefined, ""]]],
    ["a line behind one that ended", "a\n", "a\nb", [["[1]", undefined, "b"]]],
    ["what went with its end", "a\nb", "a\n", [["[1]", "b", undefined]]],
    ["nothing behind a cut", "a\nb…", "a\nbc\nd\n", []],
    ["nothing behind two cuts", "a\nb\nc…", "x\na\nb…", [["[0]", undefined, "x"]]],
    ["what came before a cut", "a\nb\nc\nd…", "a\nX\nc\ndef\n", [["[1]", "b", "X"]]],
    ["nothing of one line that was cut", "abc…", "abd…", []],
  ])("tells %s", (_name, old, now, expected) => {
    expect(changes(old, now)).toEqual(expected);
  });

  test("a last line feed is a word of its own", () => {
    expect(outputChanges(written("end\n"), written("end"))[0]?.words).toEqual([
      { kind: "same", text: "end" },
      { kind: "removed", text: "\n" },
    ]);
  });
});
