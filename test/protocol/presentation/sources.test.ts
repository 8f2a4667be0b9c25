import { expect, test } from "vitest";
import { describeSources, listIds } from "#src/protocol/presentation/sources.ts";
import { edge } from "#test/support/outline.ts";

test.each([
  [[], ""],
  [["n1"], "n1"],
  [["n1", "n2"], "n1, n2"],
  [["n1", "n2", "n3"], "n1–n3"],
  [["n1", "n3", "n4", "n5", "n9"], "n1, n3–n5, n9"],
])("listIds(%j) is %j", (ids, text) => {
  expect(listIds(ids)).toBe(text);
});

test("sources are named in order, with how ao knows", () => {
  const edges = [edge(3, 4, "content"), edge(2, 4, "transcript")];
  expect(describeSources(edges, 0)).toBe("⟵ n2 (transcript), n3 (content)");
  expect(describeSources([edge(2, 4, "transcript", "content", "content")], 7)).toBe(
    "⟵ n2 (transcript+content) +7",
  );
  expect(describeSources([], 0)).toBe("");
});
