import { describe, expect, test } from "vitest";
import { describeCall } from "#src/providers/describe.ts";
import { outputText } from "#src/providers/output-text.ts";
import { operationById } from "#src/providers/registry.ts";

function describeWith(
  id: string,
  url: string,
  bodies: { readonly body?: unknown; readonly output?: unknown } = {},
) {
  const operation = operationById(id);
  if (operation === null) throw new Error(`No operation "${id}"`);
  const { body = {}, output = null } = bodies;
  const request = operation.readRequest(body, new URL(url).pathname);
  const response = output === null ? null : operation.readResponse(output);
  return describeCall({ operation, url, request, response, body, output });
}

describe("the provider", () => {
  test.each([
    ["https://api.openai.com/v1/chat/completions", "openai"],
    ["https://api.groq.com/openai/v1/chat/completions", "groq"],
    ["https://openrouter.ai/api/v1/chat/completions", "openrouter"],
    ["https://api.together.xyz/v1/chat/completions", "together"],
    ["https://api.deepseek.com/chat/completions", "deepseek"],
    ["https://api.x.ai/v1/chat/completions", "xai"],
    ["https://api.mistral.ai/v1/chat/completions", "mistral"],
    ["https://me.openai.azure.com/openai/v1/chat/completions", "azure"],
    ["http://localhost:11434/v1/chat/completions", "ollama"],
    ["http://127.0.0.1:1234/v1/chat/completions", "lm-studio"],
    ["http://127.0.0.1:8000/v1/chat/completions", "openai"],
    ["https://notgroq.com/v1/chat/completions", "openai"],
    ["https://groq.com.evil.example/v1/chat/completions", "openai"],
  ])("of %s is %s", (url, provider) => {
    expect(describeWith("openai.chat", url).provider).toBe(provider);
  });
});

function chat(messages: unknown[]): string {
  const url = "https://api.openai.com/v1/chat/completions";
  return describeWith("openai.chat", url, { body: { messages } }).label;
}

describe("the label", () => {
  test("is the newest thing the model was told, in one line", () => {
    expect(chat([{ role: "user", content: "  First\n\n thing " }])).toBe("First thing");
    expect(
      chat([
        { role: "user", content: "First" },
        { role: "assistant", tool_calls: [] },
        { role: "tool", content: "21 °C" },
      ]),
    ).toBe("21 °C");
  });

  test("is cut to 60 characters, between whole ones", () => {
    const label = chat([{ role: "user", content: `${"x".repeat(58)}🌤🌤🌤` }]);
    expect(label).toBe(`${"x".repeat(58)}…`);
    expect(chat([{ role: "user", content: "y".repeat(60) }])).toBe("y".repeat(60));
  });

  test("falls back to the instructions, then to the operation", () => {
    expect(chat([{ role: "system", content: "Be brief" }])).toBe("Be brief");
    expect(chat([])).toBe("openai chat");
  });

  test("of a tool is its name", () => {
    const body = { jsonrpc: "2.0", method: "tools/call", params: { name: "get_weather" } };
    expect(describeWith("mcp.tools-call", "https://a.com/mcp", { body }).label).toBe("get_weather");
  });
});

describe("the preview", () => {
  test.each<[string, unknown, string]>([
    ["openai.chat", { choices: [{ message: { content: "A\nb" } }] }, "A b"],
    [
      "openai.chat",
      {
        choices: [
          {
            message: {
              tool_calls: [
                { function: { name: "f", arguments: '{"a":1}' } },
                { function: { name: "g", arguments: "{}" } },
              ],
            },
          },
        ],
      },
      'f({"a":1}), g()',
    ],
    ["openai.chat", { error: { message: "No such model" } }, "No such model"],
    [
      "openai.embeddings",
      { data: [{ embedding: [1, 2, 3] }, { embedding: [4, 5, 6] }] },
      "2 vectors of 3",
    ],
    ["openai.embeddings", { data: [{ embedding: "AACAPw==" }] }, "1 vector"],
    ["openai.images", { data: [{ b64_json: "AAAA" }] }, "1 image"],
    [
      "openai.speech",
      { $binary: { media_type: "audio/mpeg", size_bytes: 1, sha256: "" } },
      "audio/mpeg",
    ],
    ["mcp.tools-call", { content: [{ type: "text", text: "21 °C" }] }, "21 °C"],
    [
      "mcp.tools-call",
      { structuredContent: { degrees: 21 } },
      '{"structuredContent":{"degrees":21}}',
    ],
  ])("%s of %j", (id, output, preview) => {
    expect(describeWith(id, "https://a.com/x", { output }).preview).toBe(preview);
  });
});

describe("outputText()", () => {
  test("is the first choice's, not all of them", () => {
    const choices = [{ message: { content: "one" } }, { message: { content: "two" } }];
    expect(outputText("openai.chat", { choices })).toBe("one");
  });

  test("joins the messages of one answer", () => {
    const output = ["one", "two"].map((text) => ({
      type: "message",
      content: [{ type: "output_text", text }],
    }));
    expect(outputText("openai.responses", { output })).toBe("one\ntwo");
  });

  test("of an operation this version does not know is the body, where that is text", () => {
    expect(outputText("new.operation", "plain")).toBe("plain");
    expect(outputText("new.operation", { a: 1 })).toBe("");
  });
});
