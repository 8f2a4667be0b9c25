import { expect, test } from "vitest";
import type { Edge } from "#src/protocol/graph.ts";
import { keepsEvidence } from "#src/runs/edits/keeps-evidence.ts";

/** An edge that rests on the text in brackets. */
function edgeOn(marked: string): { readonly edge: Edge; readonly before: string } {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const evidence = {
    kind: "content",
    input_path: "prompt",
    input_span: null,
    output_path: "text",
    output_span: [start, end],
  } satisfies Edge["evidence"][number];
  const edge: Edge = { source: "n1", target: "n2", evidence: [evidence] };
  return { edge, before: marked.replace(/\[(.*)\]/s, "$1") };
}

const cases: [what: string, marked: string, after: string, kept: boolean][] = [
  ["the same text", "[Lisbon]", "Lisbon", true],
  ["another text", "[Lisbon]", "Porto", false],
  ["a text that has more behind it", "[Lisbon]", "Lisbon, Portugal", false],
  ["a text that has more before it", "[Lisbon]", "It is Lisbon", false],
  ["a text with other blanks at its end", "[Lisbon]\n", "Lisbon", true],
  ["evidence up to the blanks at the end", "[Lisbon\n]", "Lisbon", true],
  [
    "another line than the one that was taken",
    "1. tea\n[2. milk]\n3. rice",
    "1. cocoa\n2. milk\n3. rice",
    true,
  ],
  [
    "more on the line that was taken",
    "1. tea\n[2. milk]\n3. rice",
    "1. tea\n2. milk, warm\n3. rice",
    false,
  ],
  ["more in the field that was taken", '{"city":"[Lisbon]"}', '{"city":"Lisbon, Portugal"}', false],
  [
    "another field than the one that was taken",
    '{"city":"[Lisbon]","n":1}',
    '{"city":"Lisbon","n":2}',
    true,
  ],
  [
    "the first sentence, where another is added",
    "[It rains.] It is cold.",
    "It rains. It is cold. Stay.",
    true,
  ],
];

test.each(cases)("%s", (_what, marked, after, kept) => {
  const { edge, before } = edgeOn(marked);
  expect(keepsEvidence(edge, { before: { text: before }, after: { text: after } })).toBe(kept);
});

test("a text at another place is not there any more", () => {
  const { edge, before } = edgeOn("[Lisbon]");
  expect(keepsEvidence(edge, { before: { text: before }, after: { words: before } })).toBe(false);
});

test("what is known by more than a span is there as a whole", () => {
  const { edge } = edgeOn("[x]");
  const whole = { ...edge, evidence: edge.evidence.map((one) => ({ ...one, output_span: null })) };
  const before = { text: { a: [1] } };
  expect(keepsEvidence(whole, { before, after: { text: { a: [1] } } })).toBe(true);
  expect(keepsEvidence(whole, { before, after: { text: { a: [2] } } })).toBe(false);
  expect(keepsEvidence({ ...edge, evidence: [] }, { before, after: before })).toBe(false);
});
