import { describe, expect, test } from "vitest";
import { clean, cut, oneLine, padEnd, padStart, reveal, widthOf, wrap } from "#src/cli/text.ts";

describe("cut()", () => {
  test.each([
    ["hello", 5, "hello"],
    ["hello", 4, "hel…"],
    ["ab cd", 4, "ab…"],
    ["日本語", 6, "日本語"],
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
    ["👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"],
    ["éé", 1, "…"],
    ["x", 0, ""],
  ])("%j to %i columns is %j", (text, width, result) => {
    expect(cut(text, width)).toBe(result);
    expect(widthOf(cut(text, width))).toBeLessThanOrEqual(width);
  });
});

test("padding counts columns, not characters", () => {
  expect(padEnd("日", 4)).toBe("日  ");
  expect(padStart("日", 4)).toBe("  日");
  expect(padEnd("abc", 2)).toBe("abc");
});

test("clean() disarms what a terminal would obey and keeps lines", () => {
  expect(clean("a\u001B]0;title\u0007b\r\nc\td\u009Be\u2066f")).toBe("a␛]0;titleb\nc\tdef");
});

test.each([
  ["a\r\nb", "a␍\nb"],
  ["a\u0000b\u001B[2J\tc", "a␀b␛[2J\tc"],
  ["zero\u200Bno\u00A0break\u202E\u009B", "zero<U+200B>no<U+00A0>break<U+202E><U+009B>"],
  ["👩\u200D🚀 می\u200Cخواهم", "👩\u200D🚀 می\u200Cخواهم"],
  ["a\u200Db \u200C", "a<U+200D>b <U+200C>"],
])("reveal() shows what cannot be seen: %j", (text, revealed) => {
  expect(reveal(text)).toBe(revealed);
});

test("oneLine() makes one line of any text", () => {
  expect(oneLine("  a\n\n\tb\u0000 \u2028c ")).toBe("a b c");
});

describe("wrap()", () => {
  test.each([
    ["one two three", 7, ["one two", "three"]],
    ["a\n\nb", 10, ["a", "", "b"]],
    ["abcdefgh", 3, ["abc", "def", "gh"]],
    ["日本語です", 4, ["日本", "語で", "す"]],
    ["  in two", 5, ["  in", "two"]],
    ["a  b", 5, ["a  b"]],
    ["", 5, [""]],
  ])("%j at %i", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});
