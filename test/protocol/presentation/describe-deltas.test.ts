import { expect, test } from "vitest";
import { describeDeltas } from "#src/protocol/presentation/describe-deltas.ts";

test.each([
  [-4, -4, "-4 tokens in, -4 out"],
  [12_400, 0, "+12.4k tokens in"],
  [0, -3, "-3 tokens out"],
  [0, 0, ""],
])("describeDeltas() of %i and %i tokens", (input, output, text) => {
  const tokens = { input, output, cached: 0 };
  expect(describeDeltas({ tokens, cost_usd: null, duration_ms: null })).toBe(text);
});
