// The real SDKs read the same answer from a written stream as from the plain body: its text, its
// tool calls, what the model thought, the tokens and the reason of the end.
import { afterAll, beforeAll, expect, it } from "vitest";
import { answerForms, bodyForms } from "#src/providers/answer-forms.ts";
import { operationById } from "#src/providers/registry.ts";
import { type AnswerServer, startAnswerServer } from "#test/support/answer-server.ts";
import { TEXT } from "#test/support/sdk-answers.ts";
import { SDK_READERS } from "#test/support/sdk-readers.ts";
import { loadFixtures } from "./load-fixtures.ts";

let server: AnswerServer;
beforeAll(async () => {
  server = await startAnswerServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

it.each(SDK_READERS)("%s", async (_, operation, body, read) => {
  const edited = operationById(operation)?.withText?.(body, `Edited: ${TEXT}`);
  for (const answer of [body, edited]) {
    server.answer(bodyForms(operation, answer));
    server.asked.length = 0;
    const plain = await read(server.url, false);
    const streamed = await read(server.url, true);
    expect(server.asked[0]).toBe("plain");
    expect(server.asked[1]).toMatch(/^stream/);
    expect(streamed).toEqual(plain);
    // A reader that finds nothing would find the same nothing twice.
    expect(JSON.stringify(plain)).toContain("21 °C in Zürich 🌤");
  }
});

/** SDKs by the folders of what was recorded with them. */
const RECORDED_WITH: Readonly<Record<string, string>> = {
  "openai-chat": "openai, chat",
  "openai-responses": "openai, responses",
  anthropic: "@anthropic-ai/sdk",
  gemini: "@google/genai",
  cohere: "cohere-ai",
  ollama: "ollama, chat",
  "ollama-generate": "ollama, generate",
  bedrock: "@aws-sdk/client-bedrock-runtime, converse",
};

const recorded = loadFixtures()
  .filter(({ name, status }) => (name.split("/")[0] ?? "") in RECORDED_WITH && status < 400)
  .map((fixture) => [fixture.name, fixture] as const);

it.each(recorded)("%s, as recorded and in the other form", async (name, fixture) => {
  const sdk = RECORDED_WITH[name.split("/")[0] ?? ""];
  const read = SDK_READERS.find(([each]) => each === sdk)?.[3];
  const contentType = fixture.response_headers["content-type"] ?? null;
  const { status, response: bytes } = fixture;
  server.answer(answerForms(fixture.operation, { status, contentType, bytes }));
  const plain = await read?.(server.url, false);
  expect(await read?.(server.url, true)).toEqual(plain);
  expect(JSON.stringify(plain)).toMatch(/Paris is sunny|get_weather|Let me look/);
});
