import { expect, test } from "vitest";
import type { PreviewCall, RerunPreview } from "#src/protocol/http-api.ts";
import { buttonWords, cautionWords, costWords } from "#src/web/rerun/preview-words.ts";
import { run } from "#test/support/outline.ts";

function call(effect: PreviewCall["effect"], cost: number | null): PreviewCall {
  const place = { run_id: "r00000000001", subrun: null, node_id: "n1" };
  const facts = { ...place, label: "ask", model: null, through: [], tokens: null };
  return { ...facts, effect, cost_usd: cost, duration_ms: null };
}

function preview(...calls: PreviewCall[]): RerunPreview {
  const live = calls.filter(({ effect }) => effect !== "edited-output");
  const costs = live.flatMap(({ cost_usd: cost }) => cost ?? []);
  return {
    run_id: "r00000000001",
    calls,
    cached: 0,
    edited: calls.length - live.length,
    refused: 0,
    live: {
      calls: live.length,
      tokens: { input: 0, output: 0, cached: 0 },
      cost_usd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
      duration_ms: 0,
    },
    background: { problem: null, environment: "recorded" },
  };
}

test("the button says how many calls go out and what they cost", () => {
  expect(buttonWords(run(), preview(call("direct", 0.0015), call("dependent", 0.0005)))).toBe(
    "Re-run: 2 live calls, about $0.0020",
  );
  expect(buttonWords(run(), preview(call("direct", 0.00002)))).toBe(
    "Re-run: 1 live call, under $0.0001",
  );
});

test("a cost that is not known is not told as one", () => {
  expect(costWords(preview(call("direct", 0.01), call("uncached", null)))).toBe("$0.0100 or more");
  expect(buttonWords(run(), preview(call("uncached", null)))).toBe(
    "Re-run: 1 live call, cost not known",
  );
});

test("an edited answer goes nowhere", () => {
  expect(buttonWords(run(), preview(call("edited-output", 0.5)))).toBe("Re-run: nothing goes out");
});

test("offline the button says what would fail", () => {
  const offline = { ...preview(), refused: 1 };
  expect(buttonWords(run(), offline)).toBe("Re-run offline: 1 call would fail");
});

test("before the preview is there it promises nothing", () => {
  expect(buttonWords(run(), undefined)).toBe("Re-run");
});

test("of a run that was cut short it promises no more than is known", () => {
  const part = run({ status: "interrupted" });
  expect(buttonWords(part, preview())).toBe("Re-run: no known call goes out");
  expect(buttonWords(part, preview(call("direct", 0.5)))).toBe(
    "Re-run: at least 1 live call, about $0.5000",
  );
  const cautions = cautionWords(part, preview());
  expect(cautions).toEqual([expect.stringContaining("did not come to its end")]);
});

test("a program that cannot be started is told before it is", () => {
  const background = { problem: 'Cannot run "a.ts" again: the file is gone' } as const;
  const gone = { ...preview(), background: { ...background, environment: "server" as const } };
  expect(cautionWords(run(), gone)).toEqual(['Cannot run "a.ts" again: the file is gone.']);
});
