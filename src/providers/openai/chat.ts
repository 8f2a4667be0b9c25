// OpenAI chat completions and everything that speaks the same format: Azure, Groq, Together,
// OpenRouter, DeepSeek, xAI, Mistral, vLLM, LM Studio, llama.cpp.
// https://platform.openai.com/docs/api-reference/chat
import { arrayAt, isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { RequestFacts, ResponseFacts } from "#src/providers/message.ts";
import {
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readOpenaiUsage,
  wantsStream,
} from "#src/providers/read-content.ts";
import { streamWithUsageWhereAsked } from "#src/providers/wanted-form.ts";
import { readChatMessage, readChatMessages } from "./chat-messages.ts";
import { assembleChatStream } from "./chat-stream.ts";
import { modelOfDeployment } from "./model-of-path.ts";
import { chatRequestProblem, chatResponseProblem } from "./chat-shapes.ts";
import { withChatText } from "./with-chat-text.ts";
import { CHAT_FORMS, writeChatForm } from "./write-chat.ts";

export const openaiChatRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "openai.chat",
  form: streamWithUsageWhereAsked,
  streamEnd: /^data: ?\[DONE\]/m,
  kind: "llm",
  // Mistral's agents have the same format under their own path.
  endings: ["/chat/completions", "/agents/completions"],
  // The model is optional: Azure has it in the path, local servers have but one.
  matchesBody: (body) =>
    isObject(body) &&
    Array.isArray(body["messages"]) &&
    body["messages"].every((message) => isObject(message) && "role" in message),
});

export const openaiChat: Operation = /* @__PURE__ */ defineOperation(openaiChatRecognizer, {
  provider: "openai",
  readRequest: readChatRequest,
  readResponse: readChatResponse,
  assembleStream: ({ bytes }) => assembleChatStream(bytes),
  forms: CHAT_FORMS,
  writeForm: writeChatForm,
  withText: withChatText,
  requestProblem: chatRequestProblem,
  responseProblem: chatResponseProblem,
});

/** Request facts of a chat completion. */
export function readChatRequest(body: unknown, path: string): RequestFacts {
  return createRequestFacts({
    model: stringAt(body, "model") ?? stringAt(body, "agent_id") ?? modelOfDeployment(path),
    messages: readChatMessages(body, "messages"),
    streaming: wantsStream(body),
  });
}

/** Response facts of a chat completion. */
export function readChatResponse(body: unknown): ResponseFacts {
  const choices = arrayAt(body, "choices").flatMap((choice, index) => {
    const message = property(choice, "message");
    const path = joinPath(joinPath("choices", index), "message");
    return isObject(message) ? [readChatMessage(message, path, "assistant")] : [];
  });
  return createResponseFacts({
    model: stringAt(body, "model"),
    id: stringAt(body, "id"),
    messages: choices,
    usage: readOpenaiUsage(property(body, "usage") ?? property(property(body, "x_groq"), "usage")),
    cost: readCost(property(body, "usage")),
    error: readErrorMessage(body),
  });
}

/** OpenRouter says what it charged, in USD. https://openrouter.ai/docs/use-cases/usage-accounting */
function readCost(usage: unknown): number | null {
  const cost = numberAt(usage, "cost");
  return cost !== null && cost >= 0 ? cost : null;
}
