// Cohere's chat, version 2 (messages) and version 1 (one message and a history).
// https://docs.cohere.com/reference/chat
import { arrayAt, isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { Message, RequestFacts, ResponseFacts, Usage } from "#src/providers/message.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readPrompt,
  readTextAt,
  toRole,
  wantsStream,
} from "#src/providers/read-content.ts";
import { readChatMessage, readChatMessages } from "#src/providers/openai/chat-messages.ts";
import { streamWhereAsked } from "#src/providers/wanted-form.ts";
import { assembleCohereStream } from "./chat-stream.ts";
import { cohereRequestProblem, cohereResponseProblem } from "./shapes.ts";
import { withCohereText } from "./with-chat-text.ts";
import { writeCohereForm } from "./write-chat.ts";

export const cohereChatRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "cohere.chat",
  form: streamWhereAsked,
  streamEnd: /"type":\s*"message-end"/,
  kind: "llm",
  endings: ["/v2/chat", "/v1/chat"],
  matchesBody: (body, path) =>
    isObject(body) &&
    (path.includes("/v2/")
      ? typeof body["model"] === "string" && Array.isArray(body["messages"])
      : typeof body["message"] === "string" &&
        (typeof body["model"] === "string" || Array.isArray(body["chat_history"]))),
});

export const cohereChat: Operation = /* @__PURE__ */ defineOperation(cohereChatRecognizer, {
  provider: "cohere",
  readRequest,
  readResponse,
  assembleStream: ({ bytes }) => assembleCohereStream(bytes),
  forms: ["plain", "stream"],
  writeForm: writeCohereForm,
  withText: withCohereText,
  requestProblem: cohereRequestProblem,
  responseProblem: cohereResponseProblem,
});

function readRequest(body: unknown): RequestFacts {
  return createRequestFacts({
    model: stringAt(body, "model"),
    messages: [
      ...readPreamble(body),
      ...readHistory(body),
      ...readPrompt(body, ["message"]),
      ...readChatMessages(body, "messages"),
    ],
    streaming: wantsStream(body),
  });
}

function readPreamble(body: unknown): Message[] {
  return readPrompt(body, ["preamble"]).map((message) => ({ ...message, role: "system" }));
}

function readHistory(body: unknown): Message[] {
  return arrayAt(body, "chat_history").map((entry, index) => {
    const path = joinPath("chat_history", index);
    const role = toRole(property(entry, "role"), "user");
    return createMessage({ role, path, texts: readTextAt(entry, "message", path) });
  });
}

function readResponse(body: unknown): ResponseFacts {
  const finish = stringAt(body, "finish_reason");
  return createResponseFacts({
    id: stringAt(body, "id") ?? stringAt(body, "generation_id"),
    messages: readAnswer(body),
    usage: readCohereUsage(body),
    error: readErrorMessage(body) ?? (finish === "ERROR" ? "generation failed" : null),
  });
}

function readAnswer(body: unknown): Message[] {
  const message = property(body, "message");
  if (isObject(message)) return [readChatMessage(message, "message", "assistant")];
  const texts = readTextAt(body, "text", "");
  return texts.length === 0 ? [] : [createMessage({ role: "assistant", path: "", texts })];
}

/** Version 2 has `usage`, version 1 and embeddings `meta`; `tokens` is what was used, `billed_units` what is charged. */
export function readCohereUsage(body: unknown): Usage | null {
  const usage = property(body, "usage") ?? property(body, "meta");
  for (const key of ["tokens", "billed_units"]) {
    const counts = property(usage, key);
    const input = numberAt(counts, "input_tokens");
    const output = numberAt(counts, "output_tokens");
    if (input === null && output === null) continue;
    const cached = numberAt(usage, "cached_tokens") ?? 0;
    return { input: input ?? 0, output: output ?? 0, cached };
  }
  return null;
}
