// Gemini's generateContent and streamGenerateContent, on the API's and on Vertex's paths.
// https://ai.google.dev/api/generate-content
import { arrayAt, isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { Message, RequestFacts, ResponseFacts, Usage } from "#src/providers/message.ts";
import {
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
} from "#src/providers/read-content.ts";
import { decodePathSegment } from "#src/providers/openai/model-of-path.ts";
import { contentRequestProblem, contentResponseProblem } from "./content-shapes.ts";
import { streamByMethod } from "#src/providers/wanted-form.ts";
import { assembleContentStream } from "./content-stream.ts";
import { eitherKey, readContent, readContents } from "./contents.ts";
import { withContentText } from "./with-content-text.ts";
import { CONTENT_FORMS, writeContentForm } from "./write-content.ts";

export const geminiGenerateContentRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "gemini.generate-content",
  form: streamByMethod,
  kind: "llm",
  endings: [":generateContent", ":streamGenerateContent"],
  matchesBody: (body) => isObject(body) && "contents" in body,
});

export const geminiGenerateContent: Operation = /* @__PURE__ */ defineOperation(
  geminiGenerateContentRecognizer,
  {
    provider: "gemini",
    readRequest,
    readResponse,
    assembleStream: ({ bytes }) => assembleContentStream(bytes),
    forms: CONTENT_FORMS,
    writeForm: writeContentForm,
    withText: withContentText,
    requestProblem: contentRequestProblem,
    responseProblem: contentResponseProblem,
  },
);

/** The model of a path `…/models/<model>:<method>`; endpoints of tuned models count as models. */
export function modelOfPath(path: string): string | null {
  const name = /\/(?:models|tunedModels|endpoints)\/([^/:]+)(?::|%3A)[A-Za-z]+\/?$/.exec(path)?.[1];
  return name === undefined ? null : decodePathSegment(name);
}

function readRequest(body: unknown, path: string): RequestFacts {
  const system = eitherKey(body, "systemInstruction", "system_instruction");
  return createRequestFacts({
    model: modelOfPath(path) ?? stringAt(body, "model"),
    messages: [
      ...readSystem(system.value, system.key),
      ...readContents(property(body, "contents"), "contents"),
    ],
    streaming: path.includes(":streamGenerateContent"),
  });
}

function readSystem(instruction: unknown, path: string): Message[] {
  return readContents(instruction, path).map((message) => ({ ...message, role: "system" }));
}

function readResponse(body: unknown): ResponseFacts {
  return createResponseFacts({
    model: stringAt(body, "modelVersion"),
    id: stringAt(body, "responseId"),
    // A candidate that was stopped (`finishReason: SAFETY`) has no content.
    messages: arrayAt(body, "candidates").flatMap((candidate, index) => {
      const content = property(candidate, "content");
      const path = joinPath(joinPath("candidates", index), "content");
      return isObject(content) ? [readContent(content, path, "assistant")] : [];
    }),
    usage: readUsage(property(body, "usageMetadata")),
    error: readErrorMessage(body) ?? readBlockReason(body),
  });
}

/** A prompt that was refused has no candidates and no error, only this. */
function readBlockReason(body: unknown): string | null {
  const reason = stringAt(property(body, "promptFeedback"), "blockReason");
  return reason === null || arrayAt(body, "candidates").length > 0
    ? null
    : `prompt blocked: ${reason}`;
}

function readUsage(usage: unknown): Usage | null {
  const input = numberAt(usage, "promptTokenCount");
  const output = numberAt(usage, "candidatesTokenCount");
  if (input === null && output === null) return null;
  return {
    input: (input ?? 0) + (numberAt(usage, "toolUsePromptTokenCount") ?? 0),
    // Thinking is billed as output but counted apart.
    output: (output ?? 0) + (numberAt(usage, "thoughtsTokenCount") ?? 0),
    cached: numberAt(usage, "cachedContentTokenCount") ?? 0,
  };
}
