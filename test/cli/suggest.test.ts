import { expect, test } from "vitest";
import { nearest } from "#src/cli/suggest.ts";

const known = [
  "record",
  "sessions",
  "runs",
  "graph",
  "node",
  "rm",
  "open",
  "config",
  "completions",
];

test.each([
  ["sesions", "sessions"],
  ["session", "sessions"],
  ["Graph", "graph"],
  ["grpah", "graph"],
  ["mr", "rm"],
  ["compl", "completions"],
  ["recrod", "record"],
  ["xyz", null],
  ["install", null],
  ["", null],
])("nearest(%j) is %j", (typed, found) => {
  expect(nearest(typed, known)).toBe(found);
});

test("nearest() of nothing is nothing", () => {
  expect(nearest("a", [])).toBeNull();
});
