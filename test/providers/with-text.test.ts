// Another text for an answer, whatever its format: it is what is read afterwards, a tool call that
// was asked for is not asked for any more, and all else is as it was.
import { describe, expect, it } from "vitest";
import { outputText } from "#src/providers/output-text.ts";
import { operationById } from "#src/providers/registry.ts";
import { operationOf, output } from "#test/contracts/provider-contract.ts";
import { loadFixture, loadFixtures } from "./load-fixtures.ts";

const TEXTS = ["Another answer, in “two” lines 🌤.\nDone.", '{"json":true}', ""];
const WITHOUT_TEXT = /embed|error$|images|speech/;

const withText = (name: string, text: string) => {
  const fixture = loadFixture(name);
  return operationOf(fixture).withText?.(output(fixture), text);
};

describe.each(loadFixtures().map((fixture) => [fixture.name, fixture] as const))(
  "%s",
  (name, fixture) => {
    const operation = operationOf(fixture);
    const body = output(fixture);

    if (WITHOUT_TEXT.test(name)) {
      it("has no text to replace", () => {
        expect(operation.withText?.(body, "x") ?? null).toBeNull();
      });
      return;
    }

    it.each(TEXTS)("says %j after it was told to", (text) => {
      const edited = operation.withText?.(body, text);
      expect(outputText(fixture.operation, edited)).toBe(text);
      const { messages, ...facts } = operation.readResponse(edited);
      expect(messages.flatMap((message) => message.tool_calls)).toEqual([]);
      const { messages: before, ...kept } = operation.readResponse(body);
      expect({ id: facts.id, model: facts.model, usage: facts.usage }).toEqual({
        id: kept.id,
        model: kept.model,
        usage: kept.usage,
      });
      expect(messages.length).toBeLessThanOrEqual(Math.max(1, before.length));
    });
  },
);

/** A choice with all that hangs on its text. */
const choice = (index: number, content: string) => ({
  index,
  message: { role: "assistant", content, refusal: null, annotations: [{ start_index: 3 }] },
  logprobs: { content: [{ token: content }] },
  finish_reason: "length",
});

describe("the reason of the end becomes a plain stop", () => {
  it.each([
    ["openai-chat/tool", { choices: [{ finish_reason: "stop" }] }],
    ["anthropic/tools-stream", { stop_reason: "end_turn", stop_sequence: null }],
    ["gemini/tool", { candidates: [{ finishReason: "STOP" }] }],
    ["cohere/tool", { finish_reason: "COMPLETE" }],
    ["bedrock/tool", { stopReason: "end_turn" }],
    ["openai-responses/tool", { status: "completed" }],
  ])("%s", (name, expected) => {
    expect(withText(name, "No.")).toMatchObject(expected);
  });
});

it("keeps what the model thought", () => {
  for (const name of [
    "anthropic/think",
    "openai-responses/think",
    "gemini/think",
    "ollama/think",
  ]) {
    expect(JSON.stringify(withText(name, "New.")), name).toContain("I know it — naïvely.");
  }
});

it("gives a response that had only a tool call a message of its own, the same each time", () => {
  const first = withText("openai-responses/tool", "Sunny.");
  expect(first).toEqual(withText("openai-responses/tool", "Sunny."));
  expect(first).toMatchObject({
    output: [
      {
        type: "message",
        id: expect.stringMatching(/^msg_.+/),
        role: "assistant",
        status: "completed",
        content: [{ type: "output_text", text: "Sunny.", annotations: [] }],
      },
    ],
  });
});

it("leaves the other choices alone, and drops what belonged to the old text", () => {
  const body = { id: "c", choices: [choice(0, "one"), choice(1, "two")] };
  expect(operationById("openai.chat")?.withText?.(body, "new")).toEqual({
    id: "c",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "new", refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: "stop",
      },
      choice(1, "two"),
    ],
  });
});

it("says a tool's structured result the same way as its text", () => {
  const body = { content: [{ type: "text", text: '{"a":1}' }], structuredContent: { a: 1 } };
  expect(operationById("mcp.tools-call")?.withText?.(body, '{"a":2}')).toEqual({
    content: [{ type: "text", text: '{"a":2}' }],
    structuredContent: { a: 2 },
  });
});
