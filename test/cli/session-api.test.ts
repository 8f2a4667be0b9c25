import { describe, expect, test } from "vitest";
import { pickRun } from "#src/cli/session-api.ts";
import { oldestFirst } from "#src/protocol/presentation/session-runs.ts";
import { run } from "#test/support/outline.ts";

const runs = oldestFirst([
  run({ run_id: "bcaaaaaaaaaa", started_at: "2026-11-20T09:00:00Z" }),
  run({ run_id: "abaaaaaaaaaa", started_at: "2026-11-20T08:00:00Z" }),
  run({ run_id: "abbaaaaaaaaa", started_at: "2026-11-20T10:00:00Z" }),
]);

describe("pickRun()", () => {
  test.each([
    [undefined, "abbaaaaaaaaa"],
    ["last", "abbaaaaaaaaa"],
    ["1", "abaaaaaaaaaa"],
    ["2", "bcaaaaaaaaaa"],
    ["b", "bcaaaaaaaaaa"],
    ["abb", "abbaaaaaaaaa"],
    ["abaaaaaaaaaa", "abaaaaaaaaaa"],
  ])("%j is %s", (reference, id) => {
    expect(pickRun(runs, "agent", reference).run_id).toBe(id);
  });

  test.each([
    ["ab", 'Cannot tell which run is "ab": abaaaaaaaaaa, abbaaaaaaaaa'],
    ["zz", 'Cannot find run "zz" of "agent": it has 3'],
    ["4", 'Cannot find run "4" of "agent": it has 3'],
    ["0", 'Cannot find run "0" of "agent": it has 3'],
    ["", 'Cannot find run "" of "agent": it has 3'],
  ])("%j is refused", (reference, message) => {
    expect(() => pickRun(runs, "agent", reference)).toThrow(message);
  });

  test("a control is nobody's newest run, unless there is no other", () => {
    const control = run({ run_id: "controlaaaaa", label: "control" });
    expect(pickRun([...runs, control], "agent", undefined).run_id).toBe("abbaaaaaaaaa");
    expect(pickRun([...runs, control], "agent", "4").run_id).toBe("controlaaaaa");
    expect(pickRun([control], "agent", undefined).run_id).toBe("controlaaaaa");
  });

  test("a session without runs says so", () => {
    expect(() => pickRun([], "agent", undefined)).toThrow(
      'Cannot find a run of "agent": it has none yet',
    );
  });
});
