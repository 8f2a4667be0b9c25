import { expect, test } from "vitest";
import { markedParts } from "#src/web/sessions/marked-parts.ts";

const shown = (text: string, spans: [number, number][]): string =>
  markedParts(text, spans)
    .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
    .join("");

test.each<[[number, number][], string]>([
  [[], "abcdef"],
  [[[0, 2]], "[ab]cdef"],
  [
    [
      [1, 2],
      [4, 6],
    ],
    "a[b]cd[ef]",
  ],
  [
    [
      [1, 3],
      [2, 4],
    ],
    "a[bc][d]ef",
  ],
  [
    [
      [1, 3],
      [1, 2],
    ],
    "a[bc]def",
  ],
  [[[4, 99]], "abcd[ef]"],
  [[[90, 99]], "abcdef"],
])("%j", (spans, expected) => {
  expect(shown("abcdef", spans)).toBe(expected);
});

test("of an empty text nothing is left", () => {
  expect(markedParts("", [[0, 3]])).toEqual([]);
});
