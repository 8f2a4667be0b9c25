import { expect, test } from "vitest";
import { relocateText, toSearched } from "#src/runs/edits/relocate-text.ts";

type Texts = Readonly<Record<string, string>>;

/** Where the text in brackets stands. */
function placeIn(marked: Texts) {
  for (const [path, text] of Object.entries(marked)) {
    const start = text.indexOf("[");
    const span: [number, number] = [start, text.indexOf("]") - 1];
    if (start !== -1) return { path, span };
  }
  return null;
}

function unmarked(marked: Texts): Texts {
  const entries = Object.entries(marked).map(([path, text]) => [path, text.replace(/[[\]]/g, "")]);
  return Object.fromEntries(entries) as Texts;
}

/** The brackets say where the text was, and where it has to be found; none: nowhere. */
const cases: [what: string, before: Texts, after: Texts][] = [
  [
    "stays where the text around it changes",
    { a: "It is [Lisbon] now" },
    { a: "It is [Lisbon], Portugal" },
  ],
  ["moves with what is put before it", { a: "It is [Lisbon]" }, { a: "I think it is [Lisbon]" }],
  ["is gone where it says something else", { a: "[Lisbon]" }, { a: "Porto" }],
  ["is gone with its string", { a: "[Lisbon]" }, { b: "Porto" }],
  [
    "moves to the other string that has it now",
    { a: "[Lisbon] is big" },
    { a: "Hello", b: "Oh, [Lisbon]" },
  ],
  [
    "was there before: it has not been moved there",
    { a: "[Lisbon]", b: "Lisbon" },
    { a: "Porto", b: "Lisbon" },
  ],
  [
    "stands twice in the string: nobody knows which it is",
    { a: "[tea]" },
    { a: "No tea, or some tea" },
  ],
  ["stood twice in the string", { a: "tea or [tea]" }, { a: "tea" }],
  [
    "stands in its own string and in others",
    { a: "[tea]", b: "tea" },
    { a: "Some [tea]", b: "tea" },
  ],
  [
    "stands in two strings that are not its own",
    { a: "[tea]" },
    { a: "x", b: "tea", c: "tea time" },
  ],
];

test.each(cases)("a text that %s", (_what, before, after) => {
  const place = placeIn(before);
  if (place === null) throw new Error("no brackets");
  const change = { recorded: toSearched(unmarked(before)), shown: toSearched(unmarked(after)) };
  expect(relocateText(place, change)).toEqual(placeIn(after) ?? { ...place, span: null });
});

test("a value as a whole stays at its path", () => {
  const change = { recorded: toSearched({ a: "x" }), shown: toSearched({ a: "y" }) };
  expect(relocateText({ path: "a", span: null }, change)).toEqual({ path: "a", span: null });
});

test("a place without a text has none in what is shown", () => {
  const change = { recorded: toSearched({ a: 1 }), shown: toSearched({ a: "a text" }) };
  expect(relocateText({ path: "a", span: [0, 1] }, change)).toEqual({ path: "a", span: null });
});
