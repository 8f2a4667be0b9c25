// OpenAI's Responses API, also Azure's and that of compatible servers.
// https://platform.openai.com/docs/api-reference/responses
import { isObject, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { Message, RequestFacts, ResponseFacts } from "#src/providers/message.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readOpenaiUsage,
  readTextAt,
  wantsStream,
} from "#src/providers/read-content.ts";
import { streamWhereAsked } from "#src/providers/wanted-form.ts";
import { modelOfDeployment } from "./model-of-path.ts";
import { responseAnswerProblem, responseRequestProblem } from "./response-shapes.ts";
import { readItems } from "./response-items.ts";
import { assembleResponseStream } from "./responses-stream.ts";
import { withResponseText } from "./with-response-text.ts";
import { writeResponseForm } from "./write-response.ts";

export const openaiResponsesRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "openai.responses",
  form: streamWhereAsked,
  streamEnd:
    /^event: response\.(completed|failed|incomplete)\b|"type":\s*"response\.(completed|failed|incomplete)"/m,
  kind: "llm",
  endings: ["/responses", "/responses/compact"],
  matchesBody: (body) =>
    isObject(body) &&
    (typeof body["input"] === "string" ||
      Array.isArray(body["input"]) ||
      isObject(body["prompt"]) ||
      typeof body["previous_response_id"] === "string") &&
    (typeof body["model"] === "string" || isObject(body["prompt"])),
});

export const openaiResponses: Operation = /* @__PURE__ */ defineOperation(
  openaiResponsesRecognizer,
  {
    provider: "openai",
    readRequest,
    readResponse,
    assembleStream: ({ bytes }) => assembleResponseStream(bytes),
    forms: ["plain", "stream"],
    writeForm: writeResponseForm,
    withText: withResponseText,
    requestProblem: responseRequestProblem,
    responseProblem: responseAnswerProblem,
  },
);

function readRequest(body: unknown, path: string): RequestFacts {
  const previous = stringAt(body, "previous_response_id");
  const instructions = readTextAt(body, "instructions", "");
  return createRequestFacts({
    model: stringAt(body, "model") ?? modelOfDeployment(path),
    messages: [
      ...(instructions.length === 0
        ? []
        : [createMessage({ role: "system", path: "instructions", texts: instructions })]),
      ...readInput(body),
    ],
    streaming: wantsStream(body),
    continues: previous === null ? [] : [{ id: previous, path: "previous_response_id" }],
  });
}

function readInput(body: unknown): Message[] {
  const texts = readTextAt(body, "input", "");
  if (texts.length > 0) return [createMessage({ role: "user", path: "input", texts })];
  return readItems(body, "input", "user");
}

function readResponse(body: unknown): ResponseFacts {
  const details = property(body, "incomplete_details");
  const failed = stringAt(body, "status") === "failed";
  return createResponseFacts({
    model: stringAt(body, "model"),
    id: stringAt(body, "id"),
    messages: readItems(body, "output", "assistant"),
    usage: readOpenaiUsage(property(body, "usage")),
    error: readErrorMessage(body) ?? (failed ? (stringAt(details, "reason") ?? "failed") : null),
  });
}
