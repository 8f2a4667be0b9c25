import { expect, test } from "vitest";
import { type Words, foldWords, hasCommon } from "#src/web/compare/fold-words.ts";

const LONG = "word ".repeat(400);

/** `same:400 folded:1200`. */
function drawn(words: Words): string[] {
  return foldWords(words).map(({ kind, text }) => `${kind}:${text.length}`);
}

test("nothing of a text is lost, whatever is folded", () => {
  const words: Words = [
    { kind: "same", text: LONG },
    { kind: "removed", text: "old" },
    { kind: "added", text: "new" },
    { kind: "same", text: ` ${LONG}` },
    { kind: "added", text: "end" },
  ];
  const joined = foldWords(words).map(({ text }) => text);
  expect(joined.join("")).toBe(words.map(({ text }) => text).join(""));
});

test("what is far from a difference is folded, at the borders of words", () => {
  const pieces = foldWords([
    { kind: "same", text: LONG },
    { kind: "added", text: "new" },
    { kind: "same", text: LONG },
  ]);
  expect(pieces.map(({ kind }) => kind)).toEqual(["folded", "same", "added", "same", "folded"]);
  expect(pieces[1]?.text).toMatch(/^(word )+$/);
  expect(pieces[3]?.text).toMatch(/^word( word)*$/);
});

test("short texts and those between two near differences stay whole", () => {
  const text = "some words between";
  expect(
    drawn([
      { kind: "added", text: "x" },
      { kind: "same", text },
      { kind: "removed", text: "y" },
    ]),
  ).toEqual(["added:1", `same:${text.length}`, "removed:1"]);
});

test("a text of megabytes without blanks is folded in no time", () => {
  const text = "x".repeat(10_000_000);
  const started = performance.now();
  const pieces = foldWords([
    { kind: "removed", text: "a" },
    { kind: "same", text },
    { kind: "added", text: "b" },
  ]);
  expect(pieces.map(({ kind }) => kind)).toEqual(["removed", "same", "folded", "same", "added"]);
  expect(performance.now() - started).toBeLessThan(200);
});

test("texts that share but blanks have nothing in common", () => {
  expect(
    hasCommon([
      { kind: "removed", text: "a" },
      { kind: "same", text: " \n" },
    ]),
  ).toBe(false);
  expect(hasCommon([{ kind: "same", text: "a" }])).toBe(true);
});
