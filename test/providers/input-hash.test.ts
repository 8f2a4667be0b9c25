import { describe, expect, test } from "vitest";
import { canonicalJson } from "#src/providers/json-text.ts";
import { inputHash } from "#src/providers/input-hash.ts";

const chat = (body: unknown, path = "/v1/chat/completions"): string =>
  inputHash("openai.chat", path, body);
const messages = [{ role: "user", content: "Hi" }];
const round = (id: string, city = "Rome") => ({
  messages: [
    {
      role: "assistant",
      tool_calls: [
        { id, type: "function", function: { name: "f", arguments: `{"city":"${city}"}` } },
      ],
    },
    { role: "tool", tool_call_id: id, content: "21 °C" },
  ],
});

describe("inputHash()", () => {
  test.each<[string, string, string]>([
    ["the order of keys", chat({ model: "m", messages }), chat({ messages, model: "m" })],
    ["the query", chat({ messages }, "/v1/chat/completions?api-version=1"), chat({ messages })],
    ["a gateway's prefix", chat({ messages }, "/proxy/x/v1/chat/completions"), chat({ messages })],
    ["who asks", chat({ messages, user: "u1", metadata: { trace: "1" } }), chat({ messages })],
    [
      "whether the answer is to be streamed",
      chat({ messages, stream: true, stream_options: { include_usage: true } }),
      chat({ messages }),
    ],
    [
      "Gemini's path for streams",
      inputHash("gemini.generate-content", "/v1beta/models/g:streamGenerateContent", {}),
      inputHash("gemini.generate-content", "/proxy/v1beta/models/g:generateContent", {}),
    ],
    [
      "Bedrock's paths for streams",
      inputHash("bedrock.invoke", "/model/m/invoke-with-response-stream", {}),
      inputHash("bedrock.invoke", "/model/m/invoke", {}),
    ],
    [
      "Vertex's path for streams",
      inputHash("anthropic.messages", "/v1/models/m:streamRawPredict", { stream: true }),
      inputHash("anthropic.messages", "/v1/models/m:rawPredict", {}),
    ],
    [
      "which answer of the provider's state is continued",
      inputHash("openai.responses", "/v1/responses", { previous_response_id: "a" }),
      inputHash("openai.responses", "/v1/responses", { previous_response_id: "b" }),
    ],
    [
      "which message of a thread is continued",
      inputHash("anthropic.messages", "/v1/messages", {
        thread: { type: "continue", previous_message_id: "msg_1" },
        container: "container_1",
      }),
      inputHash("anthropic.messages", "/v1/messages", {
        thread: { type: "continue", previous_message_id: "msg_2" },
        container: "container_2",
      }),
    ],
    ["the provider's ids of calls", chat(round("call_a")), chat(round("call_b"))],
    [
      "JSON-RPC ids and progress tokens",
      inputHash("mcp.tools-call", "/mcp", {
        id: 1,
        method: "tools/call",
        params: { name: "t", _meta: { progressToken: 1 } },
      }),
      inputHash("mcp.tools-call", "/mcp", { id: 2, method: "tools/call", params: { name: "t" } }),
    ],
  ])("does not see %s", (_, one, other) => expect(one).toBe(other));

  test.each<[string, string, string]>([
    ["content", chat({ messages }), chat({ messages: [{ role: "user", content: "Ho" }] })],
    ["arguments of a call", chat(round("call_a")), chat(round("call_a", "Oslo"))],
    [
      "which result belongs to which call",
      chat({
        messages: [
          {
            tool_calls: [
              { id: "a", function: {} },
              { id: "b", function: {} },
            ],
          },
          { tool_call_id: "a" },
        ],
      }),
      chat({
        messages: [
          {
            tool_calls: [
              { id: "a", function: {} },
              { id: "b", function: {} },
            ],
          },
          { tool_call_id: "b" },
        ],
      }),
    ],
    [
      "the model in the path",
      chat({ messages }, "/openai/deployments/a/chat/completions"),
      chat({ messages }, "/openai/deployments/b/chat/completions"),
    ],
    [
      "the operation",
      chat({ messages }),
      inputHash("ollama.chat", "/v1/chat/completions", { messages }),
    ],
    [
      "whether a conversation kept by the provider is continued",
      inputHash("openai.responses", "/v1/responses", { previous_response_id: "a" }),
      inputHash("openai.responses", "/v1/responses", {}),
    ],
    [
      "whether a thread is begun or continued",
      inputHash("anthropic.messages", "/v1/messages", { thread: { type: "create" } }),
      inputHash("anthropic.messages", "/v1/messages", {
        thread: { type: "continue", previous_message_id: "msg_1" },
      }),
    ],
    [
      "the server of a tool",
      inputHash("mcp.tools-call", "/a/mcp", {}),
      inputHash("mcp.tools-call", "/b/mcp", {}),
    ],
    ["bodies that are not known", chat(undefined), chat(undefined)],
    [
      "a user's own field of the same name",
      inputHash("configured.tool", "/x", { user: "a" }),
      inputHash("configured.tool", "/x", { user: "b" }),
    ],
  ])("sees %s", (_, one, other) => expect(one).not.toBe(other));
});

describe("canonicalJson()", () => {
  // The example of RFC 8785, section 3.2.
  test("writes numbers, strings and keys as RFC 8785 has them", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
      "\u20ac": 1,
      "\r": 2,
      "1": 3,
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":2,"1":3,"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/","€":1}',
    );
  });

  test("does without undefined members and takes any depth", () => {
    expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    expect(canonicalJson(JSON.parse(deep))).toBe(deep);
  });
});
