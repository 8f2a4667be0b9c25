// The real SDKs read the same answer from a written stream as from the plain body: its text, its
// tool calls, what the model thought, the tokens and the reason of the end.
import { afterAll, beforeAll, expect, it } from "vitest";
import { bodyForms } from "#src/providers/answer-forms.ts";
import { operationById } from "#src/providers/registry.ts";
import { type AnswerServer, startAnswerServer } from "#test/support/answer-server.ts";
import { TEXT } from "#test/support/sdk-answers.ts";
import { SDK_READERS } from "#test/support/sdk-readers.ts";

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
