// Embeddings in OpenAI's format; Mistral's and most local servers' are the same.
// https://platform.openai.com/docs/api-reference/embeddings
import { isObject, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import {
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readOpenaiUsage,
  readPrompt,
} from "#src/providers/read-content.ts";
import { modelOfDeployment } from "./model-of-path.ts";
import { embeddingsRequestProblem, embeddingsResponseProblem } from "./media-shapes.ts";

export const openaiEmbeddingsRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "openai.embeddings",
  kind: "embedding",
  endings: ["/embeddings"],
  matchesBody: (body, path) =>
    isObject(body) &&
    (typeof body["input"] === "string" || Array.isArray(body["input"])) &&
    (typeof body["model"] === "string" || path.includes("/v1/") || path.includes("/deployments/")),
});

export const openaiEmbeddings: Operation = /* @__PURE__ */ defineOperation(
  openaiEmbeddingsRecognizer,
  {
    provider: "openai",
    readRequest: (body, path) =>
      createRequestFacts({
        model: stringAt(body, "model") ?? modelOfDeployment(path),
        messages: readPrompt(body, ["input"]),
      }),
    readResponse: (body) =>
      createResponseFacts({
        model: stringAt(body, "model"),
        id: stringAt(body, "id"),
        usage: readOpenaiUsage(property(body, "usage")),
        error: readErrorMessage(body),
      }),
    assembleStream: () => null,
    requestProblem: embeddingsRequestProblem,
    responseProblem: embeddingsResponseProblem,
  },
);
