// What a person may get wrong in editing a body is found and said with its place; what providers
// send, and fields nobody knows, are let through.
import { describe, expect, it } from "vitest";
import { isObject, parsePath } from "#src/protocol/json.ts";
import { operationById } from "#src/providers/registry.ts";
import { operationOf, output, requestBody } from "#test/contracts/provider-contract.ts";
import { loadFixture, loadFixtures } from "./load-fixtures.ts";

/** A copy of a body with one value replaced; undefined takes it away. */
function edited(body: unknown, path: string, value: unknown): unknown {
  const root: unknown = structuredClone(body);
  const steps = parsePath(path) ?? [];
  const last = steps.pop();
  let at: unknown = root;
  for (const step of steps) at = Reflect.get(Object(at), step);
  if (last === undefined) return value;
  if (value === undefined && isObject(at)) Reflect.deleteProperty(at, last);
  else Reflect.set(Object(at), last, value);
  return root;
}

describe.each(loadFixtures().map((fixture) => [fixture.name, fixture] as const))(
  "%s",
  (_, fixture) => {
    const operation = operationOf(fixture);
    const request = requestBody(fixture);
    const response = output(fixture);

    it("has a request without problems", () => {
      expect(operation.requestProblem?.(request) ?? null).toBeNull();
      if (!isObject(request)) return;
      expect(operation.requestProblem?.({ ...request, x_new: { any: [1] } }) ?? null).toBeNull();
    });

    it.skipIf(fixture.status >= 400)("has a response without problems", () => {
      expect(operation.responseProblem?.(response) ?? null).toBeNull();
      if (!isObject(response)) return;
      expect(operation.responseProblem?.({ ...response, x_new: null }) ?? null).toBeNull();
    });
  },
);

const CALL = "choices[0].message.tool_calls[0]";

describe("responses", () => {
  it.each([
    ["openai-chat/text", "choices", "x", 'choices: is "x", must be a list'],
    ["openai-chat/text", "choices", [], "choices: is empty, must have a member"],
    ["openai-chat/text", "choices", undefined, "choices: is missing, must be a list"],
    [
      "openai-chat/text",
      "choices[0].message.content",
      7,
      "choices[0].message.content: is 7, must be a text or a list of parts or null",
    ],
    [
      "openai-chat/text",
      "choices[0].message.content",
      [{ type: "text", text: 7 }],
      "choices[0].message.content[0].text: is 7, must be a text",
    ],
    [
      "openai-chat/text",
      "choices[0].message.role",
      "robot",
      'choices[0].message.role: is "robot", must be "assistant"',
    ],
    [
      "openai-chat/text",
      "choices[0].message",
      undefined,
      "choices[0].message: is missing, must be an object",
    ],
    ["openai-chat/tool", `${CALL}.id`, undefined, `${CALL}.id: is missing, must be a text`],
    [
      "openai-chat/tool",
      `${CALL}.function.arguments`,
      { city: "Bern" },
      `${CALL}.function.arguments: is an object, must be a text that is JSON`,
    ],
    [
      "openai-chat/tool",
      `${CALL}.function.arguments`,
      "{city",
      `${CALL}.function.arguments: is "{city", must be a text that is JSON`,
    ],
    ["openai-responses/text", "output", {}, "output: is an object, must be a list"],
    [
      "openai-responses/text",
      "output[0].content[0].text",
      null,
      "output[0].content[0].text: is null, must be a text",
    ],
    [
      "openai-responses/tool",
      "output[0].call_id",
      undefined,
      "output[0].call_id: is missing, must be a text",
    ],
    ["anthropic/text", "content", "Hi", 'content: is "Hi", must be a list'],
    [
      "anthropic/text",
      "content[0].type",
      undefined,
      'content[0].type: is missing, must be its type ("text", "tool_use", "thinking", …)',
    ],
    [
      "anthropic/tool",
      "content[0].input",
      '{"city":"Bern"}',
      'content[0].input: is "{\\"city\\":\\"Bern\\"}", must be an object',
    ],
    ["anthropic/text", "usage", undefined, "usage: is missing, must be an object"],
    ["gemini/text", "candidates", [], "candidates: is empty, must have a member"],
    [
      "gemini/text",
      "candidates[0].content.parts",
      "Hi",
      'candidates[0].content.parts: is "Hi", must be a list',
    ],
    ["ollama/text", "message.content", 7, "message.content: is 7, must be a text"],
    [
      "ollama/tool",
      "message.tool_calls[0].function.arguments",
      "{}",
      'message.tool_calls[0].function.arguments: is "{}", must be an object',
    ],
    ["ollama-generate/text", "response", undefined, "response: is missing, must be a text"],
    ["cohere/text", "message.content[0].text", 7, "message.content[0].text: is 7, must be a text"],
    [
      "bedrock/text",
      "output.message.content",
      "Hi",
      'output.message.content: is "Hi", must be a list',
    ],
    [
      "bedrock/tool",
      "output.message.content[0].toolUse.name",
      undefined,
      "output.message.content[0].toolUse.name: is missing, must be a text",
    ],
    [
      "hand-written/bedrock-invoke-claude-stream",
      "content",
      {},
      "content: is an object, must be a list",
    ],
    ["hand-written/completions", "choices[0].text", 7, "choices[0].text: is 7, must be a text"],
    ["mcp/json", "result.content", "21 °C", 'content: is "21 °C", must be a list'],
    ["mcp/json", "result.content[0].text", 21, "content[0].text: is 21, must be a text"],
    [
      "openai-embeddings/text",
      "data[0].embedding",
      [0.1, "x"],
      'data[0].embedding[1]: is "x", must be a number',
    ],
  ])("%s with another %s: %j", (name, path, value, problem) => {
    const fixture = loadFixture(name);
    const body = edited(output(fixture), path, value);
    expect(operationOf(fixture).responseProblem?.(body)).toBe(problem);
  });

  it.each([[null], [7], ["text"], [[]]])("a body that is %j is none", (body) => {
    for (const id of [
      "openai.chat",
      "anthropic.messages",
      "gemini.generate-content",
      "mcp.tools-call",
    ]) {
      expect(operationById(id)?.responseProblem?.(body), id).toMatch(
        /^the body: is .+, must be an object$/,
      );
    }
  });

  it("may be anything where only the URL of a call is known", () => {
    expect(operationById("configured.tool")?.responseProblem?.(7) ?? null).toBeNull();
  });
});

describe("requests", () => {
  it.each([
    ["openai-chat/text", "messages", undefined, "messages: is missing, must be a list"],
    ["openai-chat/text", "messages", [], "messages: is empty, must have a member"],
    [
      "openai-chat/text",
      "messages[0].role",
      "robot",
      'messages[0].role: is "robot", must be "system", "developer", "user", "assistant", "tool" or "function"',
    ],
    [
      "openai-chat/text",
      "messages[0].content",
      7,
      "messages[0].content: is 7, must be a text or a list of parts or null",
    ],
    ["openai-responses/text", "model", undefined, "model: is missing, must be a text"],
    ["openai-responses/text", "input", 7, "input: is 7, must be a text or a list of items or null"],
    [
      "openai-responses/tool-round",
      "input[1].arguments",
      { city: "Bern" },
      "input[1].arguments: is an object, must be a text that is JSON",
    ],
    ["anthropic/text", "model", undefined, "model: is missing, must be a text"],
    ["anthropic/text", "max_tokens", undefined, "max_tokens: is missing, must be a number"],
    [
      "anthropic/tool-round",
      "messages[2].content[0].tool_use_id",
      undefined,
      "messages[2].content[0].tool_use_id: is missing, must be a text",
    ],
    ["gemini/text", "contents", 7, "contents: is 7, must be a list of contents"],
    ["ollama/text", "model", undefined, "model: is missing, must be a text"],
    ["cohere/text", "messages", "Hi", 'messages: is "Hi", must be a list'],
    ["bedrock/text", "messages[0].content", "Hi", 'messages[0].content: is "Hi", must be a list'],
    ["mcp/json", "params.arguments", [], "params.arguments: is a list, must be an object"],
    [
      "hand-written/mistral-fim",
      "prompt",
      undefined,
      "prompt: is missing, must be a text or a list",
    ],
  ])("%s with another %s: %j", (name, path, value, problem) => {
    const fixture = loadFixture(name);
    const body = edited(requestBody(fixture), path, value);
    expect(operationOf(fixture).requestProblem?.(body)).toBe(problem);
  });
});
