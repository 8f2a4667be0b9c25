import { expect, test } from "vitest";
import type { Edge } from "#src/protocol/graph.ts";
import { MOST_LANES, linesInSight, sideLines } from "#src/web/compare/side-lines.ts";

/** `1>3 2>3`: edges between rows; the number of a call is its row. */
function drawn(text: string): Record<string, number> {
  const edges = text.split(" ").map((pair): Edge => {
    const [source = "", target = ""] = pair.split(">");
    return { source, target, evidence: [] };
  });
  const lines = sideLines(edges, (id) => (id === "x" ? undefined : Number(id)));
  return Object.fromEntries(lines.map(({ from, to, lane }) => [`${from}>${to}`, lane]));
}

test("lines over the same rows lie beside each other, long ones outside", () => {
  expect(drawn("1>4 1>2 2>3 3>4")).toEqual({ "1>2": 0, "2>3": 0, "3>4": 0, "1>4": 1 });
});

test("an edge to a call that is not shown is left out", () => {
  expect(drawn("1>x x>2 1>2")).toEqual({ "1>2": 0 });
});

test("there are only so many lanes", () => {
  const edges = Array.from({ length: 30 }, (_, index) => `${100 - index}>${101 + index}`);
  expect(Math.max(...Object.values(drawn(edges.join(" "))))).toBe(MOST_LANES - 1);
});

test("thousands of lines that leave the picture at one place are drawn once a lane", () => {
  const edges = Array.from({ length: 2000 }, (_, index): Edge => ({
    source: "0",
    target: `${index + 1}`,
    evidence: [],
  }));
  const lines = sideLines(edges, Number);
  const top = linesInSight(lines, { first: 0, last: 20 });
  expect(top.filter(({ to }) => to <= 20)).toHaveLength(20);
  expect(top.length).toBeLessThanOrEqual(20 + MOST_LANES);
  const middle = linesInSight(lines, { first: 900, last: 920 });
  expect(middle.filter(({ to }) => to >= 900 && to <= 920).length).toBeGreaterThan(0);
  expect(middle.length).toBeLessThan(40);
});
