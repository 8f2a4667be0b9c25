import { describe, expect, test } from "vitest";
import { type WordChange, wordChanges } from "#src/runs/diff/word-changes.ts";

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

describe("wordChanges()", () => {
  test.each([
    ["one word", "the red fox runs", "the brown fox runs", "the [-red-]{+brown+} fox runs"],
    ["never half a word", "reading", "reaming", "[-reading-]{+reaming+}"],
    ["an added end", "yes", "yes, please", "yes{+, please+}"],
    ["nothing before", "", "new", "{+new+}"],
    ["the same", "as it is", "as it is", "as it is"],
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
});
