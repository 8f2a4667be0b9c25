import { describe, expect, test } from "vitest";
import { costOf } from "#src/providers/prices.ts";

const million = { input: 1_000_000, output: 1_000_000, cached: 0 };

describe("costOf()", () => {
  test.each([
    ["gpt-4o", 12.5],
    ["gpt-4o-2024-08-06", 12.5],
    ["gpt-4o-2024-05-13", 20],
    ["gpt-4o-mini-2024-07-18", 0.75],
    ["openai/gpt-4o-mini", 0.75],
    ["claude-sonnet-4-5-20250929", 18],
    ["anthropic/claude-sonnet-4.5", 18],
    ["anthropic.claude-sonnet-4-5-20250929-v1:0", 18],
    ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", 18],
    [
      "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-4-5-20251101-v1:0",
      30,
    ],
    ["claude-opus-4-20250514", 90],
    ["models/gemini-2.5-flash", 2.8],
    ["gemini-3-pro-preview", 14],
    ["amazon.nova-lite-v1:0", 0.3],
  ])("%s", (model, dollars) => expect(costOf(model, million)).toBeCloseTo(dollars, 6));

  test.each([
    "gpt-4.5-preview",
    "gpt-4o-audio-preview",
    "gpt-9",
    "llama3.2",
    "mistral-small:24b",
    "claude-next",
    "",
    "constructor",
  ])("%s has no known price", (model) => expect(costOf(model, million)).toBeNull());

  test("cached input costs less, and is part of the input", () => {
    const usage = { input: 1_000_000, output: 0, cached: 400_000 };
    expect(costOf("gpt-4o", usage)).toBeCloseTo(0.6 * 2.5 + 0.4 * 1.25, 6);
    expect(costOf("gpt-4o", null)).toBeNull();
    expect(costOf(null, usage)).toBeNull();
  });
});
