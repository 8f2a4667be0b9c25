import { describe, expect, test } from "vitest";
import type { MatchRule } from "#src/protocol/replay.ts";
import { matchRuleOf } from "#src/runs/replay/match-rule.ts";

describe("matchRuleOf()", () => {
  test.each<[string, MatchRule | undefined]>([
    ["no wish", undefined],
    ["a mode", { mode: "position", ignore: [] }],
    ["paths", { mode: "ignore-paths", ignore: ["messages[*].content", 'metadata["a b"]'] }],
  ])("takes %s as it is", (_, match) => {
    expect(matchRuleOf(match === undefined ? {} : { match })).toEqual(
      match ?? { mode: "exact", ignore: [] },
    );
  });

  test.each<[string, MatchRule, string]>([
    ["no path", { mode: "ignore-paths", ignore: ["a", "messages["] }, '"messages[": it is no path'],
    [
      "a wrong escape",
      { mode: "ignore-paths", ignore: [String.raw`a["\x"]`] },
      String.raw`"a["\x"]": it is no path`,
    ],
    [
      "paths of another mode",
      { mode: "exact", ignore: ["model"] },
      'by "exact": match.ignore is for "ignore-paths" alone',
    ],
  ])("refuses %s, which would ignore nothing", (_, match, message) => {
    expect(() => matchRuleOf({ match })).toThrow(
      expect.objectContaining({ code: "bad_input", message: expect.stringContaining(message) }),
    );
  });
});
