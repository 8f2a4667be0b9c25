import { describe, expect, test } from "vitest";
import { nearKey } from "#src/runs/edits/near-key.ts";

const message = ["role", "content", "tool_calls", "refusal"];
const request = ["model", "messages", "top_p", "max_tokens", "stop", "temperature", "image1", "n"];

describe("nearKey()", () => {
  test.each([
    ["contnt", message, "content"],
    ["contnet", message, "content"],
    ["Content", message, "content"],
    ["rol", message, "role"],
    ["toolCalls", message, "tool_calls"],
    ["tool_call", message, "tool_calls"],
    ["refuasl", message, "refusal"],
    ["mesages", request, "messages"],
    ["temprature", request, "temperature"],
    ["max_token", request, "max_tokens"],
    ["temperture ", request, "temperature"],
  ])("knows what %j was to be", (key, known, meant) => {
    expect(nearKey(key, known)).toBe(meant);
  });

  test.each([
    ["name", message],
    ["annotations", message],
    ["top_k", request],
    ["top_logprobs", request],
    ["max_completion_tokens", request],
    ["store", request],
    ["seed", request],
    ["tools", request],
    ["user", request],
    ["image2", request],
    ["m", request],
  ])("lets %j be a name of its own", (key, known) => {
    expect(nearKey(key, known)).toBeNull();
  });
});
