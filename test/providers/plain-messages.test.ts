// A call's messages in plain words: the same shape for every provider.
import { describe, expect, test } from "vitest";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { plainMessages } from "#src/providers/plain-messages.ts";

function callTo(url: string | null, input: unknown, output: unknown): NodeDetail {
  // Only what tells the format is read.
  return { kind: "llm", provider: "", url, input, output } as NodeDetail;
}

describe("plainMessages()", () => {
  test("reads OpenAI's chat, and gives a tool's answer the tool's name", () => {
    const call = { id: "c1", type: "function", function: { name: "track", arguments: '{"a":1}' } };
    const input = {
      model: "gpt-4o-mini",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "Where?" }] },
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: "c1", content: "In Leipzig" },
      ],
    };
    const output = { choices: [{ message: { role: "assistant", content: "Leipzig" } }] };
    const text = (words: string) => [{ kind: "text", name: null, text: words }];
    expect(plainMessages(callTo("https://x.test/v1/chat/completions", input, output))).toEqual({
      input: [
        { role: "system", parts: text("Be brief.") },
        { role: "user", parts: text("Where?") },
        { role: "assistant", parts: [{ kind: "call", name: "track", text: '{\n  "a": 1\n}' }] },
        { role: "tool", parts: [{ kind: "result", name: "track", text: "In Leipzig" }] },
      ],
      output: [{ role: "assistant", parts: text("Leipzig") }],
    });
  });

  test("tells a tool's error from its answer", () => {
    const input = {
      model: "claude",
      max_tokens: 5,
      messages: [
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "t1", content: "no such", is_error: true }],
        },
      ],
    };
    const { input: messages } = plainMessages(callTo("https://x.test/v1/messages", input, null));
    expect(messages[0]?.parts).toEqual([{ kind: "error", name: "t1", text: "no such" }]);
  });

  test.each([
    ["a tool without a URL", null, { a: 1 }],
    ["a path nobody knows", "https://x.test/search", { q: "x" }],
    ["a body that is none", "https://x.test/v1/chat/completions", "text"],
  ])("is empty for %s", (_name, url, input) => {
    expect(plainMessages(callTo(url, input, null))).toEqual({ input: [], output: [] });
  });
});
