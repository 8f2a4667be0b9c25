// Mistral's fill-in-the-middle: a completion's request, a chat completion's answer. Mistral's chat,
// agents and embeddings have OpenAI's formats. https://docs.mistral.ai/api/#tag/fim
import { isObject } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { assembleChatStream } from "#src/providers/openai/chat-stream.ts";
import { readChatResponse } from "#src/providers/openai/chat.ts";
import { readCompletionRequest } from "#src/providers/openai/completions.ts";
import {
  chatResponseProblem,
  completionRequestProblem,
} from "#src/providers/openai/chat-shapes.ts";
import { withChatText } from "#src/providers/openai/with-chat-text.ts";
import { writeFimForm } from "#src/providers/openai/write-chat.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import { streamWhereAsked } from "#src/providers/wanted-form.ts";

export const mistralFimRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "mistral.fim",
  form: streamWhereAsked,
  streamEnd: /^data: ?\[DONE\]/m,
  kind: "llm",
  endings: ["/fim/completions"],
  matchesBody: (body) =>
    isObject(body) && typeof body["model"] === "string" && typeof body["prompt"] === "string",
});

export const mistralFim: Operation = /* @__PURE__ */ defineOperation(mistralFimRecognizer, {
  provider: "mistral",
  readRequest: readCompletionRequest,
  readResponse: readChatResponse,
  assembleStream: ({ bytes }) => assembleChatStream(bytes),
  forms: ["plain", "stream"],
  writeForm: writeFimForm,
  withText: withChatText,
  requestProblem: completionRequestProblem,
  responseProblem: chatResponseProblem,
});
