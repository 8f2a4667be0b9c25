import { expect, test } from "vitest";
import type { AlignedCall, RunDiff } from "#src/protocol/diff.ts";
import { compareItems, lineWords } from "#src/web/compare/compare-items.ts";
import { llm } from "#test/support/outline.ts";

function call(state: AlignedCall["state"], number: number): AlignedCall {
  const node = llm(number);
  const side = { input: [], output: [], deltas: null, subrun: null };
  return {
    ...side,
    state,
    a: state === "only-b" ? null : node,
    b: state === "only-a" ? null : node,
  };
}

const diff = {
  calls: [call("same", 1), call("changed", 2), call("only-a", 3), call("only-b", 3)],
  program_output: {
    stdout: [{ path: "[3]", kind: "changed", old: "a", new: "b" }],
    stderr: [],
  },
} as unknown as RunDiff;

test("calls come first, then what the programs wrote otherwise", () => {
  expect(compareItems(diff, false).map(({ type }) => type)).toEqual([
    "call",
    "call",
    "call",
    "call",
    "heading",
    "line",
  ]);
});

test("only differences leave out the calls that are the same", () => {
  expect(compareItems(diff, true).map(({ key }) => key)).toEqual([
    " n2 n2",
    " n3 ",
    "  n3",
    "stdout",
    "stdout 0",
  ]);
});

test("lines are counted as editors do", () => {
  expect(lineWords({ path: "[3]", kind: "added" })).toBe("line 4");
});
