import { describe, expect, test } from "vitest";
import { findSnippet, hasAll, parseQuery, wordsOf } from "#src/runs/search/query.ts";

const TEXT =
  "Parcel A-1042 has been\n  stuck in Köln for a week; the Straße was closed (50% off*).";

describe("a query", () => {
  test.each([
    ["parcel", true],
    ["PARCEL köln", true],
    ["parcel berlin", false],
    ["1042", true],
    ["A-1042", true],
    ['"stuck in köln"', true],
    ['"been stuck"', true],
    ['"stuck köln"', false],
    ["stu*", true],
    ["tuck*", false],
    ["STRASSE", false],
    ["straße", true],
    ["(50%", true],
    ["off*)", true],
    ['"', false],
    ["*", true],
    ["AND OR NOT", false],
    ["NEAR(a b)", false],
    ["a:b ^c -d {e}", false],
    ['"week; the', false],
  ])("%s: found is %s", (query, isFound) => {
    expect(hasAll(parseQuery(query), TEXT)).toBe(isFound);
  });

  test("of nothing but space has no terms", () => {
    expect(parseQuery(" \n ")).toEqual([]);
    expect(parseQuery('""').map(({ text }) => text)).toEqual(['""']);
  });

  test("gives the words of its terms, each once", () => {
    expect(wordsOf(parseQuery('a "b  c" b* A-1'))).toEqual(["a", "b", "c", "A-1"]);
  });

  test("finds whatever it is made of", () => {
    for (const text of ["a.b", "[x]", "\\d+", "$1", "/y/", "{2}", "😀", "-", "#", "&&", "~"]) {
      expect(hasAll(parseQuery(text), `before ${text} after`), text).toBe(true);
    }
  });
});

/** The snippet with its matches in brackets. */
const marked = (query: string, text: string): string | null => {
  const snippet = findSnippet(parseQuery(query), text);
  if (snippet === null) return null;
  return snippet.spans
    .toReversed()
    .reduce((all, [s, e]) => `${all.slice(0, s)}[${all.slice(s, e)}]${all.slice(e)}`, snippet.text);
};

describe("findSnippet()", () => {
  test.each([
    [
      "stuck parcel",
      "[Parcel] A-1042 has been [stuck] in Köln for a week; the Straße was closed (50% off*).",
    ],
    [
      '"been stuck"',
      "Parcel A-1042 has [been stuck] in Köln for a week; the Straße was closed (50% off*).",
    ],
    ["berlin", null],
  ])("marks %s on one line", (query, expected) => {
    expect(marked(query, TEXT)).toBe(expected);
  });

  test("cuts a long text at words and says so", () => {
    const long = `${"before ".repeat(100)}needle ${"after ".repeat(100)}`;
    const snippet = marked("needle", long) ?? "";
    expect(snippet).toMatch(/^…before (before )+\[needle\] (after )+\w*…$/);
    expect(snippet.length).toBeLessThan(190);
  });
});
