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

/** Where the texts in brackets stand, without the brackets. */
function spans(marked: string): [number, number][] {
  return [...marked.matchAll(/\[(.*?)\]/gs)].map(({ index, 1: text = "" }, count) => {
    const start = index - 2 * count;
    return [start, start + text.length];
  });
}

/** Evidence for each text in brackets, of the answer and of the prompt it stands in. */
function edgeBetween(
  output: string,
  input: string,
): { readonly edge: Edge; readonly before: string } {
  const inputs = spans(input);
  const evidence = spans(output).map((span, index): Edge["evidence"][number] => ({
    kind: "content",
    input_path: "prompt",
    input_span: inputs[index] ?? null,
    output_path: "text",
    output_span: span,
  }));
  return {
    edge: { source: "n1", target: "n2", evidence },
    before: output.replaceAll(/[[\]]/g, ""),
  };
}

test("what is too short to be evidence was taken where as much stands between its neighbours", () => {
  const output = "[We hire boats.]\n- *1* hour\n[Children only with a jacket.]";
  const rewritten = "[We hire boats.]<li><em>1</em> hour</li>[Children only with a jacket.]";
  const after = "We hire boats.\n- *2* hours\nChildren only with a jacket.";
  const { edge, before } = edgeBetween(output, rewritten);
  expect(keepsEvidence(edge, { before: { text: before }, after: { text: after } })).toBe(false);
  const skipped = edgeBetween(output, "[We hire boats.]\n[Children only with a jacket.]");
  expect(keepsEvidence(skipped.edge, { before: { text: before }, after: { text: after } })).toBe(
    true,
  );
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
