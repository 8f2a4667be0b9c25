// What is written as a stream is read back as the same body: recorded answers, and edited ones.
import { isUtf8 } from "node:buffer";
import { describe, expect, it } from "vitest";
import { isObject } from "#src/protocol/json.ts";
import { parseAwsEventStream } from "#src/providers/aws-event-stream.ts";
import type { Operation } from "#src/providers/operation.ts";
import { operationById } from "#src/providers/registry.ts";
import { operationOf, output } from "#test/contracts/provider-contract.ts";
import { loadFixture, loadFixtures, type ProviderFixture } from "./load-fixtures.ts";

/** A body through a form and back. */
function roundTrip(operation: Operation, body: unknown, form: string): unknown {
  const written = operation.writeForm?.(body, form) ?? null;
  if (written === null) return null;
  const bytes = Buffer.concat(written.parts);
  if (form === "plain") return JSON.parse(bytes.toString());
  return operation.assembleStream({ bytes, contentType: written.contentType });
}

/** What a form cannot say is not expected back; these are all the exceptions there are. */
function expected(operation: Operation, body: unknown, form: string): unknown {
  if (form === "plain" || !isObject(body)) return body;
  // Nobody asked for the tokens, and only Mistral tells them unasked.
  if (operation.operation === "openai.chat" && form === "stream") {
    const { usage, ...others } = body;
    return String(body["model"]).includes("mistral") ? { ...others, usage } : others;
  }
  // Cohere's events have no place for empty lists.
  if (operation.operation === "cohere.chat" && isObject(body["message"])) {
    const said = Object.entries(body["message"]).filter(([, value]) => String(value) !== "");
    return { ...body, message: Object.fromEntries(said) };
  }
  return body;
}

/** The parts of a fixture's answer in a form, as texts. */
function textsOf(fixture: ProviderFixture, form: string): string[] {
  const written = operationOf(fixture).writeForm?.(output(fixture), form);
  return (written?.parts ?? []).map((part) => Buffer.from(part).toString());
}

/** An answer among several. */
function choice(index: number) {
  const message = { role: "assistant", content: `Answer ${index} of two.` };
  return { index, message, finish_reason: "stop" };
}

const answers = loadFixtures()
  .filter((fixture) => operationOf(fixture).forms !== undefined && fixture.status < 400)
  .filter((fixture) => fixture.operation !== "openai.speech");
const table = answers.map((fixture) => [fixture.name, fixture] as const);

describe.each(table)("%s", (_, fixture) => {
  const operation = operationOf(fixture);
  const body = output(fixture);

  it.each(operation.forms ?? [])("comes back from the form %s", (form) => {
    // Revised prompts are no part of an image's event.
    if (fixture.operation === "openai.images" && form === "stream") return;
    expect(roundTrip(operation, body, form)).toEqual(expected(operation, body, form));
  });

  const { streamEnd } = operation;
  const hasEnd = streamEnd !== undefined && operation.readResponse(body).error === null;
  // Version 1 of Cohere's has another.
  it.skipIf(!hasEnd || fixture.name.includes("cohere-v1"))(
    "has the mark of the end at the end alone",
    () => {
      for (const form of (operation.forms ?? []).filter((each) => each.startsWith("stream"))) {
        const parts = textsOf(fixture, form);
        expect(parts.map((part) => streamEnd?.test(part)).indexOf(true), form).toBe(
          parts.length - 1,
        );
      }
    },
  );
});

const TEXTS = {
  "a line": "Zürich is sunny.",
  "many lines": Array.from({ length: 60 }, (_, n) => `Line ${n}\r\n\tof “many”`).join("\n\n"),
  emoji: "👨‍👩‍👧‍👦🇨🇭e\u0301".repeat(40),
  "Chinese without blanks": "巴黎今天天气晴朗".repeat(50),
  "what looks like an event": 'data: {"choices":[]}\n\nevent: x\ndata: [DONE]\n\n',
  blanks: "  \n ",
};

describe("edited texts", () => {
  it.each(table)("%s", (_, fixture) => {
    const operation = operationOf(fixture);
    for (const text of Object.values(TEXTS)) {
      const body = operation.withText?.(output(fixture), text) ?? null;
      if (body === null) continue;
      for (const form of operation.forms ?? []) {
        expect(roundTrip(operation, body, form)).toEqual(expected(operation, body, form));
      }
    }
  });
});

const ARGUMENTS = { city: "Zürich", days: [1, 2, { more: null }], note: "in “quotes”\n" };
const JSON_ARGUMENTS = JSON.stringify(ARGUMENTS);
const called = { name: "f", arguments: JSON_ARGUMENTS };

/** A further tool call, as each provider has them. */
const CALLS: readonly (readonly [fixture: string, list: string, call: unknown])[] = [
  [
    "openai-chat/tools",
    "choices.0.message.tool_calls",
    { id: "c", type: "function", function: called },
  ],
  [
    "openai-chat/tool",
    "choices.0.message.tool_calls",
    { id: "c", type: "custom", custom: { name: "f", input: "free text" } },
  ],
  ["mistral/tool", "choices.0.message.tool_calls", { id: "c", type: "function", function: called }],
  [
    "openai-responses/tools",
    "output",
    { type: "function_call", id: "fc", call_id: "c", status: "completed", ...called },
  ],
  [
    "openai-responses/text",
    "output",
    { type: "custom_tool_call", id: "ct", call_id: "c", name: "f", input: "free" },
  ],
  [
    "openai-responses/text",
    "output",
    { type: "image_generation_call", id: "ig", status: "completed", result: "iVBORw0KGgo=" },
  ],
  [
    "openai-responses/text",
    "output",
    { type: "web_search_call", id: "ws", status: "completed", action: { query: "q" } },
  ],
  ["openai-responses/think", "output.1.content", { type: "refusal", refusal: "I can not say." }],
  [
    "openai-responses/text",
    "output.0.content.0.annotations",
    { type: "url_citation", url: "https://x", start_index: 0 },
  ],
  ["anthropic/tools", "content", { type: "tool_use", id: "t", name: "f", input: ARGUMENTS }],
  ["anthropic/tool", "content", { type: "tool_use", id: "t", name: "f", input: {} }],
  [
    "anthropic/text",
    "content",
    { type: "text", text: "Cited.", citations: [{ type: "page_location", cited_text: "x" }] },
  ],
  ["anthropic/text", "content", { type: "redacted_thinking", data: "xyz" }],
  [
    "gemini/tools",
    "candidates.0.content.parts",
    { functionCall: { id: "f1", name: "f", args: ARGUMENTS } },
  ],
  [
    "gemini/text",
    "candidates.0.content.parts",
    { inlineData: { mimeType: "image/png", data: "iVBORw0KGgo=" } },
  ],
  [
    "gemini/text",
    "candidates",
    { index: 1, content: { role: "model", parts: [{ text: "Or rain." }] }, finishReason: "STOP" },
  ],
  ["ollama/tool", "message.tool_calls", { function: { name: "f", arguments: ARGUMENTS } }],
  ["cohere/tool", "message.tool_calls", { id: "c", type: "function", function: called }],
  ["cohere/text", "message.citations", { start: 0, end: 5, text: "Paris", sources: [] }],
  [
    "bedrock/tools",
    "output.message.content",
    { toolUse: { toolUseId: "t", name: "f", input: ARGUMENTS } },
  ],
  ["bedrock/text", "output.message.content", { reasoningContent: { redactedContent: "c2ln" } }],
  [
    "hand-written/bedrock-invoke-claude-stream",
    "content",
    { type: "tool_use", id: "t", name: "f", input: ARGUMENTS },
  ],
];

describe("added and removed members", () => {
  it.each(CALLS)("%s with one more in %s", (name, path, member) => {
    const fixture = loadFixture(name);
    const operation = operationOf(fixture);
    for (const change of [
      (list: unknown[]) => list.push(member),
      (list: unknown[]) => list.splice(0, list.length, member),
    ]) {
      const body = structuredClone(output(fixture));
      const list: unknown = path
        .split(".")
        .reduce<unknown>((at, key) => Reflect.get(Object(at), key), body);
      change(Array.isArray(list) ? list : []);
      for (const form of operation.forms ?? []) {
        expect(roundTrip(operation, body, form)).toEqual(expected(operation, body, form));
      }
    }
  });
});

describe("what a stream is made of", () => {
  it.each(table)("%s: each event a part, whole characters, several of them", (_, fixture) => {
    const operation = operationOf(fixture);
    for (const form of (operation.forms ?? []).filter((each) => each !== "plain")) {
      const { parts, contentType } = operation.writeForm?.(output(fixture), form) ?? {
        parts: [],
        contentType: "",
      };
      for (const part of parts) {
        if (contentType.includes("amazon")) expect(parseAwsEventStream(part)).toHaveLength(1);
        else expect(isUtf8(Buffer.from(part))).toBe(true);
      }
      if (operation.kind === "llm" && !/images|transcription/.test(fixture.operation)) {
        // Gemini has a tool call in one chunk, and needs no other.
        expect(parts.length, form).toBeGreaterThan(fixture.name.startsWith("gemini/tool") ? 0 : 1);
        expect(parts.length, form).toBeLessThan(80);
      }
    }
  });

  it("has the tokens of a chat completion where they are asked for, and there alone", () => {
    const fixture = loadFixture("openai-chat/text");
    expect(textsOf(fixture, "stream").join("")).not.toContain("usage");
    const counted = textsOf(fixture, "stream+usage");
    expect(counted.at(-2)).toContain('"choices":[],"usage":{"prompt_tokens"');
    expect(counted.at(-1)).toBe("data: [DONE]\n\n");
  });

  it("numbers the events of a response, and names each of them", () => {
    const events = textsOf(loadFixture("openai-responses/tools"), "stream");
    events.forEach((event, index) => {
      const [, type, data] = /^event: (\S+)\ndata: (.*)\n\n$/.exec(event) ?? [];
      expect(JSON.parse(data ?? "")).toMatchObject({ type, sequence_number: index });
    });
    const types = events.map((event) => /^event: (\S+)/.exec(event)?.[1]);
    expect([...new Set(types)]).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.function_call_arguments.delta",
      "response.function_call_arguments.done",
      "response.completed",
    ]);
  });

  it("gives each piece of a text the probabilities of its own tokens", () => {
    const tokens = ["Zür", "ich", " is", " sunny"].map((token) => ({
      token,
      logprob: -0.1,
      bytes: null,
      top_logprobs: [],
    }));
    const body = {
      id: "c",
      object: "chat.completion",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Zürich is sunny" },
          logprobs: { content: tokens, refusal: null },
          finish_reason: "stop",
        },
      ],
    };
    const chat = operationById("openai.chat");
    const parts = (chat?.writeForm?.(body, "stream")?.parts ?? []).map((part) =>
      Buffer.from(part).toString(),
    );
    expect(parts[1]).toContain('"delta":{"content":"Zür"}');
    expect(parts[1]).toContain('"logprobs":{"content":[{"token":"Zür"');
    expect(chat === null ? null : roundTrip(chat, body, "stream")).toEqual(body);
  });

  it("keeps several choices apart", () => {
    const body = {
      id: "c",
      object: "chat.completion",
      model: "m",
      choices: [choice(0), choice(1)],
    };
    const chat = operationById("openai.chat");
    expect(chat === null ? null : roundTrip(chat, body, "stream")).toEqual(body);
  });

  it("has Groq's tokens where Groq's clients look for them", () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3, queue_time: 0.1 };
    const body = { id: "c", object: "chat.completion", choices: [], usage, x_groq: { id: "req" } };
    const chat = operationById("openai.chat");
    expect(chat === null ? null : roundTrip(chat, body, "stream")).toEqual({
      ...body,
      x_groq: { id: "req", usage },
    });
  });
});

describe("an error has no stream", () => {
  it.each(["openai-chat/error", "anthropic/error"])("%s", (name) => {
    const fixture = loadFixture(name);
    expect(operationOf(fixture).writeForm?.(output(fixture), "stream")).toBeNull();
    expect(roundTrip(operationOf(fixture), output(fixture), "plain")).toEqual(output(fixture));
  });
});
