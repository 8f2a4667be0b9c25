import { expect, test } from "vitest";
import { renderPreview } from "#src/cli/rerun/preview.ts";
import { createPaint } from "#src/cli/style.ts";
import type { PreviewCall } from "#src/protocol/http-api.ts";

const RUN = "raaaaaaaaaaa";
const node = (subrun: string | null, node_id = "n1") => ({
  run_id: subrun ?? RUN,
  subrun,
  node_id,
});

function call(subrun: string | null, fields: Partial<PreviewCall>): PreviewCall {
  return {
    ...node(subrun),
    label: "chat",
    model: "gpt-4o",
    effect: "dependent",
    through: [],
    tokens: null,
    cost_usd: null,
    duration_ms: 20,
    ...fields,
  };
}

function linesOf(calls: PreviewCall[]): string {
  const tokens = { input: 10, output: 5, cached: 0 };
  const live = { calls: 3, tokens, cost_usd: null, duration_ms: 60 };
  const preview = { run_id: RUN, calls, cached: 2, live };
  const lines = renderPreview(preview, { paint: createPaint(false), width: 100 });
  // The sums are not what is looked at.
  return `\n${lines.slice(0, -1).join("\n")}\n`;
}

test("calls of subruns are told apart, also where others depend on them", () => {
  const calls = [
    call("one", { effect: "edited-output" }),
    call("outer", { effect: "direct", through: [node("one")] }),
    call("outer", { node_id: "n2", through: [node("outer"), node(null, "n4")] }),
    call(null, { node_id: "n5", effect: "direct", through: [node("one"), node(null, "n4")] }),
  ];
  expect(linesOf(calls)).toMatchInlineSnapshot(`
    "
    CALL  SUBRUN  WHY                                                            MODEL    TIME
    n1    one     its answer is edited                                           gpt-4o  20 ms
    n1    outer   an edit stands in its input (n1 in one)                        gpt-4o  20 ms
    n2    outer   depends on a call that changes (n1, n4 in the program itself)  gpt-4o  20 ms
    n5            an edit stands in its input (n1 in one, n4)                    gpt-4o  20 ms
    "
  `);
});

test("a run without subruns has no column of them", () => {
  const calls = [call(null, { effect: "direct", through: [node(null, "n4")] })];
  expect(linesOf(calls)).toMatchInlineSnapshot(`
    "
    CALL  WHY                               MODEL    TIME
    n1    an edit stands in its input (n4)  gpt-4o  20 ms
    "
  `);
});
