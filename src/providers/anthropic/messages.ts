// Anthropic's Messages API, also as served by Vertex (`:rawPredict`) and by compatible gateways.
// https://docs.anthropic.com/en/api/messages
import { isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { Message, RequestFacts, ResponseFacts, Usage } from "#src/providers/message.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readTexts,
  wantsStream,
} from "#src/providers/read-content.ts";
import { streamWhereAskedOrByMethod } from "#src/providers/wanted-form.ts";
import { assembleMessageStream } from "./message-stream.ts";
import { readAnthropicMessages, readBlocks } from "./content-blocks.ts";
import { messageRequestProblem, messageResponseProblem } from "./message-shapes.ts";
import { withMessageText } from "./with-message-text.ts";
import { writeMessageForm } from "./write-message.ts";

export const anthropicMessagesRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "anthropic.messages",
  form: streamWhereAskedOrByMethod,
  streamEnd: /"type":\s*"message_stop"/,
  kind: "llm",
  endings: ["/messages", ":rawPredict", ":streamRawPredict"],
  matchesBody: (body) =>
    isObject(body) &&
    Array.isArray(body["messages"]) &&
    (typeof body["max_tokens"] === "number" || isObject(body["thread"])) &&
    (typeof body["model"] === "string" || typeof body["anthropic_version"] === "string"),
});

export const anthropicMessages: Operation = /* @__PURE__ */ defineOperation(
  anthropicMessagesRecognizer,
  {
    provider: "anthropic",
    readRequest: readMessagesRequest,
    readResponse: readMessagesResponse,
    assembleStream: ({ bytes }) => assembleMessageStream(bytes),
    forms: ["plain", "stream"],
    writeForm: writeMessageForm,
    withText: withMessageText,
    requestProblem: messageRequestProblem,
    responseProblem: messageResponseProblem,
  },
);

/** Request facts of a Messages request; Vertex and Bedrock have the model in the path. */
export function readMessagesRequest(body: unknown, path: string): RequestFacts {
  const thread = property(body, "thread");
  const previous = stringAt(thread, "previous_message_id");
  return createRequestFacts({
    model: stringAt(body, "model") ?? /\/models\/([^/:]+):/.exec(path)?.[1] ?? null,
    messages: [...readSystem(body), ...readAnthropicMessages(body, "messages")],
    streaming: wantsStream(body) || path.includes(":streamRawPredict"),
    continues: previous === null ? [] : [{ id: previous, path: "thread.previous_message_id" }],
  });
}

function readSystem(body: unknown): Message[] {
  const texts = readTexts(property(body, "system"), "system");
  return texts.length === 0 ? [] : [createMessage({ role: "system", path: "system", texts })];
}

/** Response facts of a message. */
export function readMessagesResponse(body: unknown): ResponseFacts {
  const id = stringAt(body, "id");
  const content = property(body, "content");
  return createResponseFacts({
    model: stringAt(body, "model"),
    id,
    messages: Array.isArray(content)
      ? [readBlocks(content, "content", { role: "assistant", path: "", id })]
      : [],
    usage: readMessagesUsage(property(body, "usage")),
    error: readErrorMessage(body),
  });
}

/** Anthropic counts cached tokens beside `input_tokens`, not in it. */
export function readMessagesUsage(usage: unknown): Usage | null {
  const input = numberAt(usage, "input_tokens");
  const output = numberAt(usage, "output_tokens");
  if (input === null && output === null) return null;
  const read = numberAt(usage, "cache_read_input_tokens") ?? 0;
  const written = numberAt(usage, "cache_creation_input_tokens") ?? 0;
  return { input: (input ?? 0) + read + written, output: output ?? 0, cached: read };
}
