import { expect, test } from "vitest";
import { bestOf, score } from "#src/web/palette/match.ts";

test("every word must stand in the name, whatever its case and place", () => {
  expect(score("Search sessions", "SESS sea")).not.toBeNull();
  expect(score("Search sessions", "sea x")).toBeNull();
});

test("the start of a name comes before the start of a word, and that before the middle", () => {
  const names = ["unplanned", "the plan", "plan b", "nothing"];
  expect(bestOf(names, "plan", (name) => name, 10)).toEqual(["plan b", "the plan", "unplanned"]);
  expect(bestOf(names, "plan", (name) => name, 1)).toEqual(["plan b"]);
  expect(bestOf(names, " ", (name) => name, 2)).toEqual(["unplanned", "the plan"]);
});
