// Ollama's embeddings: `/api/embed`, and the older `/api/embeddings` with one prompt.
// https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embeddings
import { isObject, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import {
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readPrompt,
} from "#src/providers/read-content.ts";
import { readOllamaUsage } from "./chat.ts";
import { embedRequestProblem, embedResponseProblem } from "./shapes.ts";

export const ollamaEmbedRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "ollama.embed",
  kind: "embedding",
  endings: ["/api/embed", "/api/embeddings"],
  matchesBody: (body, path) =>
    isObject(body) &&
    typeof body["model"] === "string" &&
    // `/api/embeddings` with `input` is a gateway's prefix before OpenAI's format.
    (path.includes("/api/embeddings")
      ? typeof body["prompt"] === "string"
      : typeof body["input"] === "string" || Array.isArray(body["input"])),
});

export const ollamaEmbed: Operation = /* @__PURE__ */ defineOperation(ollamaEmbedRecognizer, {
  provider: "ollama",
  readRequest: (body) =>
    createRequestFacts({
      model: stringAt(body, "model"),
      messages: readPrompt(body, ["input", "prompt"]),
    }),
  readResponse: (body) =>
    createResponseFacts({
      model: stringAt(body, "model"),
      usage: readOllamaUsage(body),
      error: readErrorMessage(body),
    }),
  assembleStream: () => null,
  requestProblem: embedRequestProblem,
  responseProblem: embedResponseProblem,
});
