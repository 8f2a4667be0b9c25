import { describe, expect, test } from "vitest";
import { NODE_MARK, drawRails } from "#src/cli/graph/rails.ts";

/** `1>2,3` reads: 2 and 3 came from 1. One line per node, in the order of the numbers. */
function rails(count: number, flows: Readonly<Record<number, readonly number[]>>, limit = 6) {
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    sources: (flows[index + 1] ?? []).map(String),
  }));
  return drawRails(nodes, limit).flatMap(({ beside, below }) => [
    beside.replace(NODE_MARK, "o"),
    below,
  ]);
}

describe("drawRails()", () => {
  test("calls that have nothing to do with each other have no line between them", () => {
    expect(rails(2, {})).toEqual(["o", "", "o", ""]);
  });

  test("a lane stays open until its last reader", () => {
    expect(rails(4, { 2: [1], 3: [1], 4: [1, 3] })).toEqual([
      "o",
      "│",
      "├─o",
      "│",
      "├─o",
      "│ │",
      "o─╯",
      "",
    ]);
  });

  test("a line passes behind a lane that has nothing to do with it", () => {
    expect(rails(5, { 3: [1], 4: [1], 5: [2, 3] }).slice(2)).toEqual([
      "│ o",
      "│ │",
      "├─│─o",
      "│ │ │",
      "o │ │",
      "  │ │",
      "  o─╯",
      "",
    ]);
  });

  test("a reader right of a lane that goes on is joined to it", () => {
    expect(rails(4, { 3: [1, 2], 4: [1] }).slice(2, 6)).toEqual(["│ o", "│ │", "├─o", "│"]);
  });

  test("more lanes than fit are not drawn, and the node stands right of them", () => {
    const drawn = rails(5, { 2: [1], 3: [1], 4: [1], 5: [2, 3, 4] }, 2);
    expect(drawn).toEqual(["o", "│", "├─o", "│ │", "├─│─o", "│ │", "o │", "│ │", "o─╯", ""]);
  });
});
