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
    const text = (words: string, path: string) => [{ kind: "text", name: null, text: words, path }];
    expect(plainMessages(callTo("https://x.test/v1/chat/completions", input, output))).toEqual({
      input: [
        {
          role: "system",
          path: "messages[0]",
          parts: text("Be brief.", "messages[0].content"),
        },
        {
          role: "user",
          path: "messages[1]",
          parts: text("Where?", "messages[1].content[0].text"),
        },
        {
          role: "assistant",
          path: "messages[2]",
          parts: [
            {
              kind: "call",
              name: "track",
              text: '{\n  "a": 1\n}',
              path: "messages[2].tool_calls[0].function.arguments",
            },
          ],
        },
        {
          role: "tool",
          path: "messages[3]",
          parts: [
            { kind: "result", name: "track", text: "In Leipzig", path: "messages[3].content" },
          ],
        },
      ],
      output: [
        {
          role: "assistant",
          path: "choices[0].message",
          parts: text("Leipzig", "choices[0].message.content"),
        },
      ],
      output_text: "Leipzig",
    });
  });

  test("tells thinking from what is said, and the texts of a result apart", () => {
    const input = {
      model: "claude",
      max_tokens: 5,
      messages: [
        {
          role: "user",
          content: [
            {
              type: "tool_result",
              tool_use_id: "t1",
              content: [
                { type: "text", text: "one" },
                { type: "text", text: "two" },
              ],
            },
          ],
        },
      ],
    };
    const output = {
      type: "message",
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Well.", signature: "s" },
        { type: "text", text: "Yes" },
      ],
    };
    const messages = plainMessages(callTo("https://x.test/v1/messages", input, output));
    expect(messages.input[0]?.parts).toEqual([
      { kind: "result", name: "t1", text: "one", path: "messages[0].content[0].content[0].text" },
      { kind: "result", name: "t1", text: "two", path: "messages[0].content[0].content[1].text" },
    ]);
    expect(messages.output[0]?.parts).toEqual([
      { kind: "thinking", name: null, text: "Well.", path: "content[0].thinking" },
      { kind: "text", name: null, text: "Yes", path: "content[1].text" },
    ]);
    expect(messages.output_text).toBe("Yes");
  });

  test("has the text of a tool's answer that is nothing else", () => {
    expect(plainMessages(callTo(null, { a: 1 }, "In Leipzig")).output_text).toBe("In Leipzig");
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
    expect(messages[0]?.parts).toEqual([
      { kind: "error", name: "t1", text: "no such", path: "messages[0].content[0].content" },
    ]);
  });

  test.each([
    ["a tool without a URL", null, { a: 1 }],
    ["a path nobody knows", "https://x.test/search", { q: "x" }],
    ["a body that is none", "https://x.test/v1/chat/completions", "text"],
  ])("is empty for %s", (_name, url, input) => {
    expect(plainMessages(callTo(url, input, null))).toEqual({
      input: [],
      output: [],
      output_text: null,
    });
  });
});
