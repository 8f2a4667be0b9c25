// Bedrock's InvokeModel: each model family has the body of its own API, so the shape of the body
// decides who reads it. https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html
import { arrayAt, isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { readMessagesRequest, readMessagesResponse } from "#src/providers/anthropic/messages.ts";
import type { Message, RequestFacts, ResponseFacts, Usage } from "#src/providers/message.ts";
import { readChatRequest, readChatResponse } from "#src/providers/openai/chat.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readPrompt,
  readTextAt,
} from "#src/providers/read-content.ts";
import { modelOfBedrockPath, readConverseRequest, readConverseResponse } from "./converse.ts";
import { assembleInvokeStream } from "./invoke-stream.ts";
import { bedrockEmbedRecognizer, bedrockInvokeRecognizer } from "./recognizers.ts";
import { invokeRequestProblem, invokeResponseProblem } from "./shapes.ts";
import { withInvokeText } from "./with-answer-text.ts";
import { writeInvokeForm } from "./write-invoke.ts";

export const bedrockInvoke: Operation = /* @__PURE__ */ defineOperation(bedrockInvokeRecognizer, {
  provider: "bedrock",
  readRequest: readInvokeRequest,
  readResponse: readInvokeResponse,
  assembleStream: ({ bytes }) => assembleInvokeStream(bytes),
  forms: ["plain", "stream"],
  writeForm: writeInvokeForm,
  withText: withInvokeText,
  requestProblem: invokeRequestProblem,
  responseProblem: invokeResponseProblem,
});

export const bedrockEmbed: Operation = /* @__PURE__ */ defineOperation(bedrockEmbedRecognizer, {
  provider: "bedrock",
  readRequest: (body, path) =>
    createRequestFacts({
      model: modelOfBedrockPath(path),
      messages: readPrompt(body, ["inputText", "texts", "inputs"]),
    }),
  readResponse: (body) =>
    createResponseFacts({ usage: readCounts(body), error: readErrorMessage(body) }),
  assembleStream: () => null,
  requestProblem: invokeRequestProblem,
  responseProblem: invokeResponseProblem,
});

/** Where families other than those with messages have their prompt. */
const PROMPT_KEYS = ["prompt", "inputText", "message", "instruction", "input"] as const;

function readInvokeRequest(body: unknown, path: string): RequestFacts {
  const model = modelOfBedrockPath(path);
  const streaming = path.includes("-stream");
  return { ...readBody(body, path), model, streaming };
}

function readBody(body: unknown, path: string): RequestFacts {
  if (property(body, "anthropic_version") !== undefined) return readMessagesRequest(body, path);
  const messages = arrayAt(body, "messages");
  if (messages.length === 0) return createRequestFacts({ messages: readPrompt(body, PROMPT_KEYS) });
  return messages.some(hasConverseContent)
    ? readConverseRequest(body, path)
    : readChatRequest(body, path);
}

/** Nova's parts have no `type`. */
function hasConverseContent(message: unknown): boolean {
  const [part] = arrayAt(message, "content");
  return isObject(part) && !("type" in part);
}

function readInvokeResponse(body: unknown): ResponseFacts {
  if (isObject(property(body, "output"))) return readConverseResponse(body);
  if (property(body, "type") === "message") return readMessagesResponse(body);
  if (arrayAt(body, "choices").length > 0) {
    const facts = readChatResponse(body);
    return facts.usage === null ? { ...facts, usage: readCounts(body) } : facts;
  }
  return createResponseFacts({
    id: stringAt(body, "id"),
    messages: [...readLists(body), ...readPlain(body)],
    usage: readCounts(body),
    error: readErrorMessage(body),
  });
}

/** `{ generation }` of Llama, `{ completion }` of old Claude, `{ text }` of Cohere. */
function readPlain(body: unknown): Message[] {
  return ["generation", "completion", "text"].flatMap((key) => {
    const texts = readTextAt(body, key, "");
    return texts.length === 0 ? [] : [createMessage({ role: "assistant", path: key, texts })];
  });
}

/** `results[].outputText` of Titan, `outputs[].text` of Mistral, `generations[].text` of Cohere, `completions[].data.text` of AI21. */
function readLists(body: unknown): Message[] {
  return ["results", "outputs", "generations", "completions"].flatMap((list) =>
    arrayAt(body, list).flatMap((entry, index) => {
      const path = joinPath(list, index);
      const texts = [
        ...readTextAt(entry, "outputText", path),
        ...readTextAt(entry, "text", path),
        ...readTextAt(property(entry, "data"), "text", joinPath(path, "data")),
      ];
      return texts.length === 0 ? [] : [createMessage({ role: "assistant", path, texts })];
    }),
  );
}

function readCounts(body: unknown): Usage | null {
  const metrics = property(body, "amazon-bedrock-invocationMetrics");
  const [result] = arrayAt(body, "results");
  const input =
    numberAt(body, "prompt_token_count") ??
    numberAt(body, "inputTextTokenCount") ??
    numberAt(metrics, "inputTokenCount");
  const output =
    numberAt(body, "generation_token_count") ??
    numberAt(result, "tokenCount") ??
    numberAt(metrics, "outputTokenCount");
  if (input === null && output === null) return null;
  return { input: input ?? 0, output: output ?? 0, cached: 0 };
}
