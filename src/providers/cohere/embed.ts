// Cohere's embeddings, versions 1 and 2. https://docs.cohere.com/reference/embed
import { isObject, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import {
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readPrompt,
} from "#src/providers/read-content.ts";
import { readCohereUsage } from "./chat.ts";
import { cohereEmbedProblem } from "./shapes.ts";

export const cohereEmbedRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "cohere.embed",
  kind: "embedding",
  endings: ["/v2/embed", "/v1/embed"],
  matchesBody: (body) =>
    isObject(body) &&
    ["texts", "images", "inputs"].some((key) => Array.isArray(body[key])) &&
    (typeof body["model"] === "string" || typeof body["input_type"] === "string"),
});

export const cohereEmbed: Operation = /* @__PURE__ */ defineOperation(cohereEmbedRecognizer, {
  provider: "cohere",
  readRequest: (body) =>
    createRequestFacts({
      model: stringAt(body, "model"),
      messages: readPrompt(body, ["texts", "inputs"]),
    }),
  readResponse: (body) =>
    createResponseFacts({
      id: stringAt(body, "id"),
      usage: readCohereUsage(body),
      error: readErrorMessage(body),
    }),
  assembleStream: () => null,
  responseProblem: cohereEmbedProblem,
});
