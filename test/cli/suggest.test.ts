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
  ["version", null],
  ["sesionss", "sessions"],
  ["bogus", null],
  ["", null],
])("nearest(%j) is %j", (typed, found) => {
  expect(nearest(typed, known)).toBe(found);
});

test.each([
  ["bogus", ["logs", "start", "stop", "status"]],
  ["pwsh", ["bash", "zsh", "fish"]],
])("%j is like none of %j", (typed, names) => {
  expect(nearest(typed, names)).toBeNull();
});

test("nearest() of nothing is nothing", () => {
  expect(nearest("a", [])).toBeNull();
});
