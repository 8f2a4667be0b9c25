import { describe, expect, test } from "vitest";
import { property } from "#src/protocol/json.ts";
import { describeCall } from "#src/providers/describe.ts";
import { outputText } from "#src/providers/output-text.ts";
import {
  expectExactPaths,
  expectRecognition,
  expectTotal,
  operationOf,
  output,
  requestBody,
} from "#test/contracts/provider-contract.ts";
import { loadFixture, loadFixtures, type ProviderFixture } from "./load-fixtures.ts";

const ANSWER = "Paris is sunny: 21 °C, a light breeze 🌤 and “no rain”.";
const REASONING = "The user wants the weather. I know it — naïvely.";
const ARGUMENTS = { city: "Zürich", unit: "celsius" };

const fixtures = loadFixtures();
const isStream = (fixture: ProviderFixture): boolean => fixture.name.endsWith("-stream");

/** The recorded case and its streamed twin, for every provider that has them. */
function casesOf(name: string): [string, ProviderFixture][] {
  return fixtures
    .filter((fixture) => new RegExp(`^[^/]+/${name}(?:-stream)?$`).test(fixture.name))
    .filter((fixture) => operationOf(fixture).kind === "llm")
    .map((fixture) => [fixture.name, fixture]);
}

function responseFacts(fixture: ProviderFixture) {
  return operationOf(fixture).readResponse(output(fixture));
}

function requestFacts(fixture: ProviderFixture) {
  return operationOf(fixture).readRequest(requestBody(fixture), fixture.path);
}

function toolCalls(fixture: ProviderFixture) {
  return responseFacts(fixture).messages.flatMap((message) =>
    message.tool_calls.map((call) => ({ name: call.name, arguments: call.arguments })),
  );
}

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_, fixture) => {
  test("is recognised as its operation alone, behind any prefix", () => expectRecognition(fixture));

  test("has exact paths in request and response", () => {
    expectExactPaths(requestFacts(fixture).messages, requestBody(fixture));
    expectExactPaths(responseFacts(fixture).messages, output(fixture));
  });

  test("can be described in a line", () => {
    const description = describeCall({
      operation: operationOf(fixture),
      url: `https://gateway.example${fixture.path}`,
      request: requestFacts(fixture),
      response: responseFacts(fixture),
      body: requestBody(fixture),
      output: output(fixture),
    });
    expect(description).toMatchSnapshot();
  });

  test("is read at every cut, and never with more text than there is", () => {
    const whole = outputText(fixture.operation, output(fixture));
    for (let end = 0; end < fixture.response.length; end++) {
      const cut = output(fixture, fixture.response.subarray(0, end));
      if (end % 29 === 0) expectTotal(operationOf(fixture), cut, fixture.path);
      if (!isStream(fixture)) continue;
      const text = outputText(fixture.operation, cut);
      if (!whole.startsWith(text)) expect.fail(`cut at ${end}: ${text}`);
    }
  });
});

describe("the answer is the same streamed and unstreamed", () => {
  test.each([...casesOf("text"), ...casesOf("think")])("%s: the text alone", (_, fixture) => {
    expect(outputText(fixture.operation, output(fixture))).toBe(ANSWER);
  });

  test.each(casesOf("think"))("%s: the reasoning stands before the text", (_, fixture) => {
    const { messages } = responseFacts(fixture);
    const texts = messages.flatMap((message) => message.texts.map((leaf) => leaf.text));
    expect(texts).toEqual([REASONING, ANSWER]);
  });

  test.each(casesOf("tool"))("%s: the tool call with its arguments", (_, fixture) => {
    expect(toolCalls(fixture)).toEqual([{ name: "get_weather", arguments: ARGUMENTS }]);
  });

  test.each(casesOf("tools"))("%s: text and both calls", (_, fixture) => {
    expect(toolCalls(fixture).map((call) => call.name)).toEqual(["get_weather", "get_time"]);
    expect(outputText(fixture.operation, output(fixture))).toBe("Let me look both up.");
  });

  const pairs = fixtures.filter(
    (fixture) =>
      isStream(fixture) && fixtures.some((twin) => `${twin.name}-stream` === fixture.name),
  );
  test.each(pairs.map((fixture) => [fixture.name, fixture] as const))(
    "%s: assembles to the shape of the whole body",
    (_, fixture) => {
      const whole = output(loadFixture(fixture.name.slice(0, -"-stream".length)));
      expect(shapeOf(output(fixture))).toEqual(shapeOf(whole));
    },
  );
});

/**
 * Keys and types alone: ids, times and counts are the mock's anew each time. Nulls and empty lists say
 * nothing; and usage only comes where the stream was asked for it.
 */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => key !== "usage" && key !== "tool_plan" && !isBlank(member))
      .sort()
      .map(([key, member]) => [key, shapeOf(member)]),
  );
}

function isBlank(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

describe("hand-written exchanges", () => {
  test.each([
    ["deepseek-reasoning-stream"],
    ["openrouter-keepalive-stream"],
    ["mistral-fim"],
    ["completions"],
    ["completions-stream"],
    ["azure-responses"],
    ["anthropic-thread"],
    ["gemini-array-stream"],
    ["bedrock-invoke-claude-stream"],
    ["bedrock-invoke-llama-stream"],
    ["bedrock-reasoning-stream"],
    ["cohere-v1-stream"],
  ])("%s has its text", (name) => {
    const fixture = loadFixture(`hand-written/${name}`);
    expect(outputText(fixture.operation, output(fixture))).toBe(ANSWER);
  });

  test.each([
    ["deepseek-reasoning-stream", { input: 12, output: 7, cached: 5 }],
    ["completions-stream", { input: 12, output: 7, cached: 0 }],
    ["azure-responses", { input: 12, output: 7, cached: 4 }],
    ["anthropic-thread", { input: 12, output: 7, cached: 10 }],
    ["gemini-array-stream", { input: 12, output: 7, cached: 0 }],
    ["bedrock-invoke-claude-stream", { input: 12, output: 7, cached: 0 }],
    ["bedrock-invoke-llama-stream", { input: 12, output: 7, cached: 0 }],
    ["bedrock-reasoning-stream", { input: 12, output: 7, cached: 10 }],
    ["bedrock-titan-embed", { input: 12, output: 0, cached: 0 }],
    ["cohere-v1-stream", { input: 12, output: 7, cached: 0 }],
    ["cohere-tool-plan-stream", { input: 12, output: 7, cached: 0 }],
  ])("%s has its tokens", (name, usage) => {
    expect(responseFacts(loadFixture(`hand-written/${name}`)).usage).toEqual(usage);
  });

  test.each([
    ["openrouter-error-stream", "Provider disconnected"],
    ["anthropic-error-stream", "Overloaded"],
    ["bedrock-exception-stream", "Too many requests"],
  ])("%s tells the error and keeps what came", (name, message) => {
    const fixture = loadFixture(`hand-written/${name}`);
    expect(responseFacts(fixture).error).toBe(message);
    expect(ANSWER.startsWith(outputText(fixture.operation, output(fixture)))).toBe(true);
    expect(outputText(fixture.operation, output(fixture))).not.toBe("");
  });

  test("a tool plan is reasoning, and the call is whole", () => {
    const fixture = loadFixture("hand-written/cohere-tool-plan-stream");
    expect(toolCalls(fixture)).toEqual([{ name: "get_weather", arguments: ARGUMENTS }]);
    expect(outputText(fixture.operation, output(fixture))).toBe("");
  });
});

describe("requests", () => {
  test.each([
    ["openai-responses/text", "resp_before", "previous_response_id"],
    ["hand-written/anthropic-thread", "msg_before", "thread.previous_message_id"],
  ])("%s continues a conversation that the provider keeps", (name, id, path) => {
    expect(requestFacts(loadFixture(name)).continues).toEqual([{ id, path }]);
  });

  test.each([
    ["openai-chat/tool-round", "call_1"],
    ["openai-responses/tool-round", "call_1"],
    ["anthropic/tool-round", "toolu_1"],
    ["gemini/tool-round", null],
  ])("%s hands the result of its call back", (name, id) => {
    const { messages } = requestFacts(loadFixture(name));
    const [call] = messages.flatMap((message) => message.tool_calls);
    const [result] = messages.flatMap((message) => message.tool_results);
    expect(call).toMatchObject({ id, name: "get_weather" });
    expect(result?.call_id).toBe(id);
    expect(JSON.stringify(result?.content)).toContain("21 °C");
    expect(messages.map((message) => message.role)).toEqual(["user", "assistant", "tool"]);
  });

  test.each([
    ["azure/text", "my-gpt"],
    ["gemini/text", "gemini-2.5-flash"],
    ["hand-written/gemini-array-stream", "gemini-2.5-pro"],
    ["bedrock/text", "anthropic.claude-sonnet-4-5-20250929-v1:0"],
  ])("%s names its model %s", (name, model) => {
    expect(requestFacts(loadFixture(name)).model).toBe(model);
  });

  test.each(fixtures.filter(isStream).map((fixture) => [fixture.name, fixture] as const))(
    "%s is known to stream",
    (_, fixture) => {
      expect(requestFacts(fixture).streaming).toBe(true);
    },
  );
});

describe("errors", () => {
  test.each([["openai-chat/error"], ["anthropic/error"]])("%s has its message", (name) => {
    expect(responseFacts(loadFixture(name)).error).toBe("The model is overloaded");
  });
});

describe("MCP", () => {
  test.each([["mcp/json"], ["mcp/events"]])("%s is a tool's input and output", (name) => {
    const fixture = loadFixture(name);
    const operation = operationOf(fixture);
    const body = requestBody(fixture);
    expect(requestFacts(fixture).label).toBe("get_weather");
    expect(operation.inputOf?.(body)).toEqual({ city: "Zürich" });
    const result = operation.outputOf?.(output(fixture));
    const content = [{ type: "text", text: "It is 21 °C in Zürich." }];
    expect(property(result, "content")).toEqual(content);
    // The node shows the result alone; it must be readable as well.
    expect(outputText(fixture.operation, result)).toBe("It is 21 °C in Zürich.");
  });
});
