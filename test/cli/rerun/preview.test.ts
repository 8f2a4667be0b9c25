import { describe, expect, test } from "vitest";
import { renderPreview } from "#src/cli/rerun/preview.ts";
import { createPaint } from "#src/cli/style.ts";
import type { PreviewCall, RerunPreview } from "#src/protocol/http-api.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";

const RUN = "raaaaaaaaaaa";
const node = (subrun: string | null, node_id = "n1") => ({
  run_id: subrun ?? RUN,
  subrun,
  node_id,
});

const call = (
  id: string,
  effect: PreviewCall["effect"],
  through: string[] = [],
  subrun: string | null = null,
): PreviewCall => ({
  ...node(subrun, id),
  label: "Hi",
  model: "gpt-4o",
  effect,
  through: through.map((name) => {
    const [source = "", within = ""] = name.split(" ");
    return node(within === "" ? null : within, source);
  }),
  tokens: { input: 10, output: 1, cached: 0 },
  cost_usd: 0.5,
  duration_ms: 100,
});

const NOTHING: RerunPreview["live"] = {
  calls: 0,
  tokens: { input: 0, output: 0, cached: 0 },
  cost_usd: null,
  duration_ms: 0,
};
const TWO: RerunPreview["live"] = {
  calls: 2,
  tokens: { input: 20, output: 2, cached: 0 },
  cost_usd: 1,
  duration_ms: 200,
};

function lines(preview: Partial<RerunPreview>, options: ReplayOptions = {}): string[] {
  const whole: RerunPreview = {
    background: { problem: null, environment: "recorded" },
    run_id: RUN,
    calls: [],
    cached: 0,
    edited: 0,
    refused: 0,
    live: NOTHING,
    ...preview,
  };
  return renderPreview(whole, { options, paint: createPaint(false), width: 120 });
}

describe("renderPreview()", () => {
  test("the sums are of all calls: served, edited, live", () => {
    const calls = [
      call("n1", "edited-output"),
      call("n2", "direct", ["n1"]),
      call("n3", "dependent", ["n2"]),
    ];
    expect(lines({ calls, cached: 3, edited: 1, live: TWO })).toEqual([
      "CALL  WHY                                  MODEL   TOKENS     COST    TIME",
      "n1    its answer is edited                 gpt-4o    10→1  $0.5000  0.10 s",
      "n2    an edit stands in its input (n1)     gpt-4o    10→1  $0.5000  0.10 s",
      "n3    depends on a call that changes (n2)  gpt-4o    10→1  $0.5000  0.10 s",
      "3 calls from the cache, 1 edited, 2 live: 22 tokens, $1.00, 0.20 s as last seen",
    ]);
  });

  test("where none goes out", () => {
    expect(lines({ cached: 1, edited: 1 })).toEqual([
      "1 call from the cache, 1 edited, none goes out",
    ]);
  });

  test("offline, what would go out is refused", () => {
    const calls = [call("n1", "edited-input"), call("n2", "uncached")];
    const told = lines({ calls, cached: 2, refused: 2 }, { offline: true });
    expect(told.map((line) => line.slice(6, 30).trim())).toEqual([
      "WHY",
      "its request is edited",
      "has no answer to serve",
      expect.anything(),
    ]);
    expect(told.at(-1)).toBe("2 calls from the cache, 2 refused, none goes out");
  });

  test("without the cache, it is not the answer that is missing", () => {
    const told = lines({ calls: [call("n1", "uncached")], live: TWO }, { cache: false });
    expect(told[1]).toContain("the cache is switched off");
  });
});

test("calls of subruns are told apart, also where others depend on them", () => {
  const calls = [
    call("n1", "edited-output", [], "one"),
    call("n1", "direct", ["n1 one"], "outer"),
    call("n2", "dependent", ["n1 outer", "n4"], "outer"),
    call("n5", "direct", ["n1 one", "n4"]),
  ];
  const told = lines({ calls }).slice(0, -1);
  expect(told.map((line) => line.slice(0, told[0]?.indexOf("MODEL")).trimEnd())).toEqual([
    "CALL  SUBRUN  WHY",
    "n1    one     its answer is edited",
    "n1    outer   an edit stands in its input (n1 in one)",
    "n2    outer   depends on a call that changes (n1, n4 in the program itself)",
    "n5            an edit stands in its input (n1 in one, n4)",
  ]);
});
