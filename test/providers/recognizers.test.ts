import { describe, expect, test } from "vitest";
import { recognize, recognizers } from "#src/providers/recognizers.ts";
import { operationById } from "#src/providers/registry.ts";

const messages = [{ role: "user", content: "Hi" }];

function recognized(path: string, body: unknown): string[] {
  return recognize("POST", path)
    .filter((recognizer) => recognizer.matchesBody(body, path))
    .map((recognizer) => recognizer.operation);
}

const accept = (name: string): string | null =>
  name === "accept" ? "application/json, text/event-stream" : null;

describe("recognize()", () => {
  test.each([
    ["/v1/chat/completions", { model: "m", messages }, "openai.chat"],
    ["/v1/chat/completions/", { model: "m", messages }, "openai.chat"],
    ["/openai/v1/chat/completions", { model: "m", messages }, "openai.chat"],
    ["/chat/completions", { model: "m", messages }, "openai.chat"],
    ["/openai/deployments/x/chat/completions", { messages }, "openai.chat"],
    ["/openai/deployments/x/embeddings", { input: "a" }, "openai.embeddings"],
    ["/v1/agents/completions", { agent_id: "a", messages }, "openai.chat"],
    ["/v1/responses", { model: "m", input: "Hi" }, "openai.responses"],
    ["/v1/responses", { prompt: { id: "p" } }, "openai.responses"],
    ["/v1/completions", { model: "m", prompt: "Hi" }, "openai.completions"],
    ["/v1/fim/completions", { model: "m", prompt: "Hi" }, "mistral.fim"],
    ["/messages", { model: "m", max_tokens: 1, messages }, "anthropic.messages"],
    [
      "/v1/projects/p/locations/l/publishers/anthropic/models/claude:streamRawPredict",
      { anthropic_version: "v", max_tokens: 1, messages },
      "anthropic.messages",
    ],
    [
      "/v1beta1/projects/p/locations/l/publishers/google/models/g:generateContent",
      { contents: [] },
      "gemini.generate-content",
    ],
    ["/v1beta/models/g:embedContent", { content: { parts: [] } }, "gemini.embed-content"],
    [
      "/v1/projects/p/models/text-embedding-005:predict",
      { instances: [{ content: "a" }] },
      "gemini.embed-content",
    ],
    ["/api/chat", { model: "m", messages }, "ollama.chat"],
    ["/api/embeddings", { model: "m", prompt: "a" }, "ollama.embed"],
    ["/api/v1/embeddings", { model: "m", input: "a" }, "openai.embeddings"],
    ["/v2/embed", { model: "m", texts: ["a"] }, "cohere.embed"],
    ["/model/cohere.embed-v4%3A0/invoke", { texts: ["a"] }, "bedrock.embed"],
    ["/v1/audio/transcriptions", undefined, "openai.transcription"],
    [
      "/any/where",
      { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "t" } },
      "mcp.tools-call",
    ],
  ])("%s is a call", (path, body, operation) => {
    expect(recognized(path, body)).toEqual([operation]);
  });

  test.each([
    ["/v1/traces/ingest", { data: [] }],
    ["/v1/files", undefined],
    ["/v1/messages/count_tokens", { model: "m", messages }],
    ["/v1/messages/batches", { requests: [] }],
    ["/v1/threads/t/messages", { role: "user", content: "Hi" }],
    ["/v1/models/g:countTokens", { contents: [] }],
    ["/v1/moderations", { model: "m", input: "a" }],
    ["/api/messages", { messages, text: "a chat application's own" }],
    ["/messages", { to: "+1", body: "an SMS" }],
    [
      "/api/chat",
      {
        id: "c",
        messages: [{ id: "1", role: "user", parts: [{ type: "text", text: "Hi" }] }],
        model: "m",
      },
    ],
    ["/api/chat", { messages }],
    ["/chat", { message: "Hi" }],
    ["/v1/chat", { message: "Hi" }],
    ["/embed", { texts: ["a"] }],
    ["/api/generate", { template: "report" }],
    ["/survey/responses", { answers: [1, 2] }],
    ["/survey/responses", { input: "free text" }],
    ["/todo/completions", { prompt: "a" }],
    ["/face/embeddings", { image: "…" }],
    ["/lambda/invoke", { prompt: "Hi" }],
    ["/v1/fetch:predict", { instances: [[1, 2]] }],
    ["/mcp", { jsonrpc: "2.0", id: 1, method: "tools/list" }],
    ["/mcp", { jsonrpc: "2.0", id: 1, method: "initialize", params: {} }],
    ["/v1/chat/completions", "not an object"],
  ])("%s with %j is none", (path, body) => {
    expect(recognized(path, body)).toEqual([]);
  });

  test("only POST requests are calls", () => {
    for (const method of ["GET", "DELETE", "OPTIONS", "HEAD"]) {
      expect(recognize(method, "/v1/chat/completions")).toEqual([]);
    }
    expect(recognize("post", "/v1/chat/completions")).not.toEqual([]);
  });

  test("with the headers at hand, what accepts no event stream is no MCP call", () => {
    expect(recognize("POST", "/upload", () => "*/*")).toEqual([]);
    expect(recognize("POST", "/upload", () => null)).toEqual([]);
    expect(recognize("POST", "/tools", accept).map((each) => each.operation)).toEqual([
      "mcp.tools-call",
    ]);
  });

  test("every recogniser has its operation, and each id once", () => {
    const ids = recognizers.map((recognizer) => recognizer.operation);
    expect(new Set(ids).size).toBe(ids.length);
    for (const recognizer of recognizers) {
      expect(operationById(recognizer.operation)?.kind).toBe(recognizer.kind);
    }
  });

  test("costs next to nothing for other traffic", () => {
    const started = performance.now();
    for (let n = 0; n < 100_000; n++) recognize("POST", `/orders/${n & 15}/items`, () => null);
    expect((performance.now() - started) / 100_000).toBeLessThan(0.005);
  });

  test("links only a few kilobytes into the recorded program", async () => {
    const entry = new URL("../../src/providers/recognizers.ts", import.meta.url).pathname;
    const built = await Bun.build({ entrypoints: [entry], minify: true, target: "bun" });
    const size = (await built.outputs[0]?.text())?.length ?? Infinity;
    expect(size).toBeLessThan(8_000);
  });
});
