// How the terminal shows runs that hold others.
import { describe, expect, test } from "vitest";
import { renderLog } from "#src/cli/commands/log.ts";
import { renderRuns } from "#src/cli/commands/runs.ts";
import { renderTree } from "#src/cli/graph/tree.ts";
import { pickRun } from "#src/cli/session-api.ts";
import { oldestFirst, subrunsInside } from "#src/protocol/presentation/session-runs.ts";
import { createPaint } from "#src/cli/style.ts";
import type { Run } from "#src/protocol/session.ts";
import { NOW, llm, outline, run } from "#test/support/outline.ts";

const options = { paint: createPaint(false), width: 100, now: NOW };
const at = (seconds: number) => `2026-11-20T08:00:0${seconds}Z`;

function inside(run_id: string, of: string, path: string, fields: Partial<Run> = {}): Run {
  const name = (path.split("/").at(-1) ?? "").replace(/#\d+$/, "");
  return run({ run_id, subrun_of: of, name, path, nodes: 2, ...fields });
}

const listed = [
  run({ run_id: "aaaaaaaaaaa1", started_at: at(0) }),
  inside("saaaaaaaaaa1", "aaaaaaaaaaa1", "sample", { started_at: at(1) }),
  inside("onlyaaaaaaaa", "aaaaaaaaaaa1", "once", { started_at: at(1) }),
  run({ run_id: "aaaaaaaaaaa2", started_at: at(2) }),
  inside("saaaaaaaaaa2", "aaaaaaaaaaa2", "sample", { started_at: at(3) }),
  inside("iaaaaaaaaaa1", "saaaaaaaaaa2", "sample/inner", { started_at: at(5) }),
  inside("saaaaaaaaaa3", "aaaaaaaaaaa2", "sample#2", { started_at: at(4) }),
  inside("iaaaaaaaaaa2", "saaaaaaaaaa3", "sample#2/inner", { started_at: at(6), result: "failed" }),
];
const runs = oldestFirst(listed.toReversed());

describe("pickRun()", () => {
  test.each([
    [undefined, "aaaaaaaaaaa2"],
    ["last", "aaaaaaaaaaa2"],
    ["1", "aaaaaaaaaaa1"],
    ["2", "aaaaaaaaaaa2"],
    ["sample", "saaaaaaaaaa2"],
    ["sample#2", "saaaaaaaaaa3"],
    ["sample#2/inner", "iaaaaaaaaaa2"],
    ["once", "onlyaaaaaaaa"],
    ["saaaaaaaaaa1", "saaaaaaaaaa1"],
    ["onl", "onlyaaaaaaaa"],
  ])("%j is %s", (reference, id) => {
    expect(pickRun(runs, "agent", reference).run_id).toBe(id);
  });

  test.each([
    ["3", 'Cannot find run "3" of "agent": it has 2'],
    ["inner", 'Cannot tell which run is "inner": sample/inner, sample#2/inner'],
  ])("%j is refused", (reference, message) => {
    expect(() => pickRun(runs, "agent", reference)).toThrow(message);
  });
});

test("a list of runs has each subrun below what holds it, and counts whole runs", () => {
  const lines = renderRuns(runs, options).map((line) => line.slice(0, 46).trimEnd());
  expect(`\n${lines.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    #  RUN           SUBRUN    STATUS    WHEN
    1  aaaaaaaaaaa1            finished  2 h ago
       saaaaaaaaaa1  sample    finished  1 h ago
       onlyaaaaaaaa  once      finished  1 h ago
    2  aaaaaaaaaaa2            finished  1 h ago
       saaaaaaaaaa2  sample    finished  1 h ago
       iaaaaaaaaaa1    inner   finished  1 h ago
       saaaaaaaaaa3  sample#2  finished  1 h ago
       iaaaaaaaaaa2    inner   finished  1 h ago
    "
  `);
});

function header(shown: Run): string[] {
  const subruns = subrunsInside(runs, shown.run_id).map((each) => each.run);
  const own = { ...outline([llm(1)], []), run: shown };
  return renderTree(own, { ...options, sessionName: "agent", subruns });
}

describe("a graph's header", () => {
  test("of a run says what it holds and how to see it", () => {
    expect(header(runs.find(({ run_id }) => run_id === "aaaaaaaaaaa2") ?? run())).toContain(
      "4 subruns with 8 calls · ao graph k3xh2p9fm4wz --run sample",
    );
  });

  test("of a subrun says what it is a part of", () => {
    expect(header(runs.at(-1) ?? run())).toContain('subrun "sample#2/inner" of saaaaaaaaaa3');
  });

  test("where all calls are in subruns, says so in place of asking for the service", () => {
    const own = { ...outline([], []), run: run() };
    const lines = renderTree(own, { ...options, sessionName: "agent", subruns: runs.slice(1, 2) });
    expect(lines.at(-1)).toBe("All of its calls are in its subruns.");
  });
});

test("a log is one line per entry, with where it was written and what it judged", () => {
  const run_id = "aaaaaaaaaaa2";
  const entries = [
    { at: "2026-11-20T08:00:00.120Z", run_id, subrun: null, entry: "two\nlines", success: null },
    { at: "2026-11-20T08:00:01.000Z", run_id, subrun: "sample#2", entry: { a: 1 }, success: false },
    { at: "2026-11-20T08:00:02.000Z", run_id, subrun: null, entry: null, success: true },
  ];
  const lines = renderLog({ run_id, entries }, options);
  expect(`\n${lines.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    TIME          SUBRUN    RESULT        ENTRY
    08:00:00.120                          two lines
    08:00:01.000  sample#2  failed        {"a":1}
    08:00:02.000            satisfactory  null
    "
  `);
});
