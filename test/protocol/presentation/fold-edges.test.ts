import { describe, expect, test } from "vitest";
import { foldEdges } from "#src/protocol/presentation/fold-edges.ts";
import { edge } from "#test/support/outline.ts";

const names = (edges: Iterable<{ source: string; target: string }>): string[] =>
  [...edges].map(({ source, target }) => `${source}>${target}`);

describe("foldEdges()", () => {
  test("what a chain of edges says already is implied", () => {
    const edges = [edge(1, 2), edge(2, 3), edge(1, 3, "transcript")];
    const { shown, implied } = foldEdges(["n1", "n2", "n3"], edges);
    expect(names(shown)).toEqual(["n1>n2", "n2>n3"]);
    expect(names(implied)).toEqual(["n1>n3"]);
  });

  test("content that came straight from an earlier call is always shown", () => {
    const edges = [edge(1, 2), edge(2, 3), edge(1, 3, "transcript", "content")];
    expect(foldEdges(["n1", "n2", "n3"], edges).implied.size).toBe(0);
  });

  test("a history without a way between its calls is shown", () => {
    const edges = [edge(1, 3, "transcript"), edge(2, 3, "transcript")];
    expect(foldEdges(["n1", "n2", "n3"], edges).implied.size).toBe(0);
  });

  test("a chat of 300 turns folds to a chain", () => {
    const order = Array.from({ length: 300 }, (_, index) => `n${index + 1}`);
    const edges = order.flatMap((_, target) =>
      Array.from({ length: target }, (__, source) => edge(source + 1, target + 1, "transcript")),
    );
    expect(foldEdges(order, edges).shown).toHaveLength(299);
  });
});
