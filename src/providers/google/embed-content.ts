// Gemini's embeddings: embedContent, batchEmbedContents, and Vertex's `:predict` with text instances.
// https://ai.google.dev/api/embeddings
import { arrayAt, isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { Message, Usage } from "#src/providers/message.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readTextAt,
} from "#src/providers/read-content.ts";
import { readContents } from "./contents.ts";
import { modelOfPath } from "./generate-content.ts";
import { embedResponseProblem } from "./content-shapes.ts";

export const geminiEmbedContentRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "gemini.embed-content",
  kind: "embedding",
  endings: [":embedContent", ":batchEmbedContents", ":predict"],
  matchesBody: (body, path) =>
    isObject(body) &&
    (path.includes(":predict")
      ? Array.isArray(body["instances"]) && typeof textOfInstance(body["instances"][0]) === "string"
      : isObject(body["content"]) || Array.isArray(body["requests"])),
});

export const geminiEmbedContent: Operation = /* @__PURE__ */ defineOperation(
  geminiEmbedContentRecognizer,
  {
    provider: "gemini",
    readRequest: (body, path) =>
      createRequestFacts({ model: modelOfPath(path), messages: readInputs(body) }),
    readResponse: (body) =>
      createResponseFacts({ usage: readUsage(body), error: readErrorMessage(body) }),
    assembleStream: () => null,
    responseProblem: embedResponseProblem,
  },
);

/** Vertex's text embeddings have `content`; other predictions (images, tables) do not. */
function textOfInstance(instance: unknown): string | null {
  return stringAt(instance, "content");
}

function readInputs(body: unknown): Message[] {
  const requests = arrayAt(body, "requests").flatMap((request, index) =>
    readContents(property(request, "content"), joinPath(joinPath("requests", index), "content")),
  );
  const instances = arrayAt(body, "instances").map((instance, index) => {
    const path = joinPath("instances", index);
    return createMessage({ role: "user", path, texts: readTextAt(instance, "content", path) });
  });
  return [...readContents(property(body, "content"), "content"), ...requests, ...instances];
}

function readUsage(body: unknown): Usage | null {
  const counted =
    numberAt(property(body, "usageMetadata"), "promptTokenCount") ?? sumOfPredictions(body);
  return counted === null ? null : { input: counted, output: 0, cached: 0 };
}

function sumOfPredictions(body: unknown): number | null {
  const counts = arrayAt(body, "predictions").map((prediction) =>
    numberAt(property(property(prediction, "embeddings"), "statistics"), "token_count"),
  );
  return counts.some((count) => count !== null)
    ? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
    : null;
}
