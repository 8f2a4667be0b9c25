import { describe, expect, test } from "vitest";
import type { WordChange } from "#src/runs/diff/token-changes.ts";
import { wordChanges } from "#src/runs/diff/word-changes.ts";

/** `same [-removed-] {+added+}` */
const shown = (parts: readonly WordChange[]): string =>
  parts
    .map(({ kind, text }) =>
      kind === "same" ? text : kind === "added" ? `{+${text}+}` : `[-${text}-]`,
    )
    .join("");
const old = (parts: readonly WordChange[]): string =>
  parts.map(({ kind, text }) => (kind === "added" ? "" : text)).join("");
const now = (parts: readonly WordChange[]): string =>
  parts.map(({ kind, text }) => (kind === "removed" ? "" : text)).join("");

const words = (start: number) =>
  Array.from({ length: 4000 }, (_, index) => `w${start + index}`).join(" ");

const data = (text: string): string => text.repeat(100);
const prose = (sentences: number, end: string): string[] =>
  Array.from({ length: sentences }, (_, index) => `It is ${index * 7919} of ${index}${end}`);
const edited = (parts: readonly string[], every: number): string =>
  parts.map((part, index) => (index % every === 0 ? part.replace("is", "was") : part)).join("");

const jumble = (seed: number): string =>
  Array.from(
    { length: 100_000 },
    (_, at) => `${(at * seed) % 1009}${at % 300 === 0 ? "\n\n" : " "}`,
  ).join("");

describe("wordChanges()", () => {
  test.each([
    ["one word", "the red fox runs", "the brown fox runs", "the [-red-]{+brown+} fox runs"],
    ["never half a word", "reading", "reaming", "[-reading-]{+reaming+}"],
    ["an added end", "yes", "yes, please", "yes{+, please+}"],
    ["nothing before", "", "new", "{+new+}"],
    ["the same", "as it is", "as it is", "as it is"],
    ["a whole emoji of several", "ok 👨‍👩‍👧 𝒳", "ok 👨‍👩‍👦 𝒳", "ok [-👨‍👩‍👧-]{+👨‍👩‍👦+} 𝒳"],
    ["one of them, added to", "👩", "👩‍🚀", "[-👩-]{+👩‍🚀+}"],
    ["a tone of skin", "👍🏽👍", "👍🏿👍", "[-👍🏽-]{+👍🏿+}👍"],
    ["a whole flag", "🇩🇪🇫🇷", "🇩🇪🇩🇰", "🇩🇪[-🇫🇷-]{+🇩🇰+}"],
    ["a letter with its accent", "cafe\u0301 x", "cafe x", "[-cafe\u0301-]{+cafe+} x"],
    [
      "words of any alphabet",
      "моя собака спит",
      "моя собаки спит",
      "моя [-собака-]{+собаки+} спит",
    ],
    [
      "signs of a script without spaces",
      "文を書きました。",
      "文を消しました。",
      "文を[-書き-]{+消し+}ました。",
    ],
    ["the end of a line", "one\r\ntwo", "one\ntwo", "one[-\r\n-]{+\n+}two"],
    [
      "data as one piece",
      `a ${data("A+/")} b`,
      `a ${data("B+/")} b`,
      `a [-${data("A+/")}-]{+${data("B+/")}+} b`,
    ],
  ])("tells %s", (_name, a, b, expected) => {
    expect(shown(wordChanges(a, b))).toBe(expected);
  });

  test("puts both strings together again, emoji and all", () => {
    for (const [a, b] of [
      ["a 👩‍🚀 flies", "a 👨‍🚀 flies"],
      ["x".repeat(5000), "y".repeat(5000)],
      ["tail 😀", "other 😁"],
      ["a b a b a", "b a b"],
    ] as const) {
      const parts = wordChanges(a, b);
      expect(old(parts)).toBe(a);
      expect(now(parts)).toBe(b);
      expect(parts.every(({ text }) => text.isWellFormed())).toBe(true);
    }
  });

  test("gives up on what has nothing in common, and is then one replacement", () => {
    const parts = wordChanges(words(0), words(100_000));
    expect(old(parts)).toBe(words(0));
    expect(now(parts)).toBe(words(100_000));
  });

  test("finds three words far apart in a text of 200 KB", () => {
    const text = prose(8000, " and\n").join("");
    const changed = text
      .replace("It is", "It was")
      .replace(" of 4000 ", " of ")
      .replace(/$/, "end");
    expect(wordChanges(text, changed).filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "removed", text: "is" },
      { kind: "added", text: "was" },
      { kind: "removed", text: "4000 " },
      { kind: "added", text: "end" },
    ]);
  });

  test.each([
    ["line by line", " there\n"],
    ["sentence by sentence", " there. "],
  ])("finds more changes than one comparison may have, %s", (_name, end) => {
    const parts = prose(20_000, end);
    const changes = wordChanges(parts.join(""), edited(parts, 20));
    expect(changes.filter(({ kind }) => kind === "added")).toHaveLength(1000);
    expect(changes.filter(({ text }) => text === "was")).toHaveLength(1000);
  });

  test("does not work for longer than anybody waits on texts that share only their lines' ends", () => {
    const start = performance.now();
    const parts = wordChanges(jumble(7919), jumble(6007));
    expect(performance.now() - start).toBeLessThan(5000);
    expect(old(parts)).toBe(jumble(7919));
    expect(now(parts)).toBe(jumble(6007));
  });
});
