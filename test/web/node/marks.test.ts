// Marks of a body: what evidence says about it, where it lies in the shown text, how it is cut.
import { describe, expect, test } from "vitest";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { parseMark, writeMark } from "#src/web/node/mark-address.ts";
import { type Mark, edgeMarks, isWithin, jumpTo } from "#src/web/node/marks.ts";
import { alignJson, placingIn, wholesIn } from "#src/web/node/place-marks.ts";
import { type ShownMark, segmentsOf } from "#src/web/node/segments.ts";
import { around, shownPieces } from "#src/web/node/shown-ranges.ts";

const evidence = {
  kind: "content" as const,
  input_path: "messages[0].content",
  input_span: [4, 9] as [number, number],
  output_path: "choices[0].message.content",
  output_span: [0, 5] as [number, number],
};

function nodeWith(change: Partial<NodeDetail>): NodeDetail {
  // Only what is read for marks.
  return {
    input: { messages: [{ content: "See Hello." }] },
    output: null,
    original: null,
    edges_in: [{ source: "n1", target: "n2", evidence: [evidence] }],
    edges_out: [],
    ...change,
  } as NodeDetail;
}

describe("edgeMarks()", () => {
  test("has the texts of an input with their places in the source's output", () => {
    const [first] = edgeMarks(nodeWith({}), "input");
    expect(first?.other).toBe("n1");
    expect(first?.marks).toEqual([
      {
        edge: "n1 n2",
        other: "n1",
        kind: "content",
        path: "messages[0].content",
        span: [4, 9],
        there: { side: "output", path: "choices[0].message.content", span: [0, 5] },
      },
    ]);
    expect(jumpTo(first?.marks[0] as Mark)).toEqual({
      node: "n1",
      tab: "output",
      mark: "output choices[0].message.content 0 5",
    });
  });

  test("keeps control apart: it marks no text", () => {
    const edges_in = [
      { source: "n1", target: "n2", evidence: [{ ...evidence, kind: "control" as const }] },
    ];
    expect(edgeMarks(nodeWith({ edges_in }), "input")[0]?.marks).toEqual([]);
  });

  test("drops marks of texts that an edit changed after the run", () => {
    const value = { messages: [{ content: "Another text" }] };
    const original = { side: "input" as const, value, inherited: false };
    expect(edgeMarks(nodeWith({ original }), "input")[0]?.marks).toEqual([]);
    const inherited = { ...original, inherited: true };
    expect(edgeMarks(nodeWith({ original: inherited }), "input")[0]?.marks).toHaveLength(1);
  });
});

describe("a mark in the address", () => {
  test.each([
    { side: "input", path: "messages[1].content", span: [10, 24] },
    { side: "output", path: "", span: [0, 3] },
    { side: "output", path: "", span: null },
    { side: "input", path: 'a["x 1 2"]', span: null },
  ] as const)("is read as it was written: %j", (mark) => {
    expect(parseMark(writeMark(mark))).toEqual(mark);
  });

  test("is none where it is nothing of the kind", () => {
    expect(parseMark(null)).toBeNull();
    expect(parseMark("elsewhere a 1 2")).toBeNull();
  });
});

test("isWithin() goes by steps, not by letters", () => {
  expect(isWithin("a.b[0]", "a.b")).toBe(true);
  expect(isWithin("a.bc", "a.b")).toBe(false);
  expect(isWithin("a", "")).toBe(true);
});

describe("placingIn()", () => {
  test("leaves spans of a text where they are", () => {
    expect(placingIn("Hello", "Hello", "a")("a", [1, 3])).toEqual([1, 3]);
    expect(placingIn("Hello", "Hello", "a")("b", [1, 3])).toBeNull();
  });

  test("finds them in JSON that is set out over lines", () => {
    const wire = '{"city":"Bad \\"Ems\\"","n":[1,2]}';
    const shown = JSON.stringify(JSON.parse(wire), null, 2);
    const start = wire.indexOf("Bad");
    const place = placingIn(shown, wire, "a")("a", [start, start + 10]);
    expect(shown.slice(...(place ?? [0, 0]))).toBe('Bad \\"Ems\\');
  });

  test("finds them in the strings of an object, escapes and all", () => {
    const value = { note: "x", list: ["x", 'say "x"\nnow'] };
    const shown = JSON.stringify(value, null, 2);
    const place = placingIn(shown, value, "a")("a.list[1]", [4, 11]);
    expect(shown.slice(...(place ?? [0, 0]))).toBe('\\"x\\"\\nnow');
  });

  test("says no where the text is another JSON", () => {
    expect(alignJson('{"a":1}', '{"a":2}')).toBeNull();
  });
});

const mark = (other: string, start: number, end: number): ShownMark => ({
  start,
  end,
  mark: { other } as Mark,
});
const shape = (text: string, marks: readonly ShownMark[]) =>
  segmentsOf([0, text.length], marks, null).map((segment) => [
    text.slice(segment.start, segment.end),
    segment.marks.map((one) => one.mark.other).join(),
  ]);

describe("segmentsOf()", () => {
  test("cuts overlapping spans into pieces, the shortest first", () => {
    expect(shape("abcdefgh", [mark("n1", 1, 6), mark("n2", 4, 7)])).toEqual([
      ["a", ""],
      ["bcd", "n1"],
      ["ef", "n2,n1"],
      ["g", "n2"],
      ["h", ""],
    ]);
  });

  test("knows what is cut off at both ends, and the text of the address", () => {
    const pieces = segmentsOf([2, 6], [mark("n1", 0, 4)], [3, 5]);
    expect(pieces.map(({ start, end, isFocus }) => [start, end, isFocus])).toEqual([
      [2, 3, false],
      [3, 4, true],
      [4, 5, true],
      [5, 6, false],
    ]);
    expect(pieces.map(({ marks }) => marks.length)).toEqual([1, 1, 0, 0]);
  });

  test("is the whole of the text for any marks", () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) % 40;
    for (let round = 0; round < 200; round++) {
      const marks = Array.from({ length: random() }, () => {
        const start = random();
        return mark("n", start, start + random());
      });
      const pieces = segmentsOf([0, 40], marks, null);
      expect(pieces[0]?.start).toBe(0);
      expect(pieces.at(-1)?.end).toBe(40);
      for (const [index, piece] of pieces.entries()) {
        expect(piece.start).toBe(pieces[index - 1]?.end ?? 0);
        const expected = marks.filter(({ start, end }) => start <= piece.start && end >= piece.end);
        expect(piece.marks).toHaveLength(expected.filter(({ start, end }) => end > start).length);
      }
    }
  });
});

describe("shownPieces()", () => {
  test("joins what touches and leaves gaps", () => {
    expect(
      shownPieces(100, [
        [0, 10],
        [50, 60],
        [5, 20],
        [90, 200],
      ]),
    ).toEqual([
      { kind: "shown", start: 0, end: 20 },
      { kind: "gap", start: 20, end: 50 },
      { kind: "shown", start: 50, end: 60 },
      { kind: "gap", start: 60, end: 90 },
      { kind: "shown", start: 90, end: 100 },
    ]);
  });

  test("a mark of megabytes is shown from its start", () => {
    expect(around([5000, 9_000_000], 100, 400)).toEqual([4900, 5500]);
    expect(around([10, 20], 100, 400)).toEqual([0, 120]);
  });
});

test("wholesIn() finds where a message, a list or a text is written", () => {
  const value = { a: "]{", list: [1, { "[x": "y" }, []], last: null };
  const text = JSON.stringify(value, null, 2);
  const at = (path: string) => {
    const [start, end] = wholesIn(text, value)(path) ?? [0, 0];
    return text.slice(start, end);
  };
  expect(at("")).toBe(text);
  expect(at("a")).toBe('"]{"');
  expect(JSON.parse(at("list"))).toEqual(value.list);
  expect(JSON.parse(at("list[1]"))).toEqual(value.list[1]);
  expect(at("list[2]")).toBe("[]");
  expect(at("nowhere")).toBe("");
});
