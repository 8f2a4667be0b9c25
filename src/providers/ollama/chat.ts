// Ollama's chat and generate, streamed as newline-delimited JSON unless the request says otherwise.
// https://github.com/ollama/ollama/blob/main/docs/api.md
import { isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { Message, ResponseFacts, Usage } from "#src/providers/message.ts";
import { parseJsonLines } from "#src/providers/json-lines.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readPrompt,
  readTextAt,
} from "#src/providers/read-content.ts";
import { readChatMessage, readChatMessages } from "#src/providers/openai/chat-messages.ts";
import {
  chatRequestProblem,
  chatResponseProblem,
  generateRequestProblem,
  generateResponseProblem,
} from "./shapes.ts";
import { withGeneratedText, withMessageText } from "./with-answer-text.ts";
import { writeChatAnswer, writeGeneratedAnswer } from "./write-answer.ts";
import { streamUnlessRefused } from "#src/providers/wanted-form.ts";

export const ollamaChatRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "ollama.chat",
  form: streamUnlessRefused,
  streamEnd: /"done":\s*true/,
  kind: "llm",
  endings: ["/api/chat"],
  // Web applications like this path for their own chat; Ollama's messages have text, not parts.
  matchesBody: (body) =>
    isObject(body) &&
    typeof body["model"] === "string" &&
    Array.isArray(body["messages"]) &&
    body["messages"].every(isOllamaMessage),
});

function isOllamaMessage(message: unknown): boolean {
  return (
    isObject(message) &&
    typeof message["role"] === "string" &&
    !("parts" in message) &&
    (typeof message["content"] === "string" || Array.isArray(message["tool_calls"]))
  );
}

export const ollamaChat: Operation = /* @__PURE__ */ defineOperation(ollamaChatRecognizer, {
  provider: "ollama",
  readRequest: (body) =>
    createRequestFacts({
      model: stringAt(body, "model"),
      messages: readChatMessages(body, "messages"),
      streaming: property(body, "stream") !== false,
    }),
  readResponse: (body) => readOllamaResponse(body, readAnswer(body)),
  assembleStream: ({ bytes }) => assembleOllamaStream(bytes),
  forms: ["plain", "stream"],
  writeForm: writeChatAnswer,
  withText: withMessageText,
  requestProblem: chatRequestProblem,
  responseProblem: chatResponseProblem,
});

export const ollamaGenerateRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "ollama.generate",
  form: streamUnlessRefused,
  streamEnd: /"done":\s*true/,
  kind: "llm",
  endings: ["/api/generate"],
  // Without a prompt it only loads the model.
  matchesBody: (body) =>
    isObject(body) && typeof body["model"] === "string" && typeof body["prompt"] === "string",
});

export const ollamaGenerate: Operation = /* @__PURE__ */ defineOperation(ollamaGenerateRecognizer, {
  provider: "ollama",
  readRequest: (body) =>
    createRequestFacts({
      model: stringAt(body, "model"),
      messages: [
        ...readPrompt(body, ["system"]).map((message): Message => ({ ...message, role: "system" })),
        ...readPrompt(body, ["prompt", "suffix"]),
      ],
      streaming: property(body, "stream") !== false,
    }),
  readResponse: (body) =>
    readOllamaResponse(body, [
      createMessage({
        role: "assistant",
        path: "",
        texts: [...readTextAt(body, "thinking", ""), ...readTextAt(body, "response", "")],
      }),
    ]),
  assembleStream: ({ bytes }) => assembleOllamaStream(bytes),
  forms: ["plain", "stream"],
  writeForm: writeGeneratedAnswer,
  withText: withGeneratedText,
  requestProblem: generateRequestProblem,
  responseProblem: generateResponseProblem,
});

function readAnswer(body: unknown): Message[] {
  const message = property(body, "message");
  return isObject(message) ? [readChatMessage(message, "message", "assistant")] : [];
}

function readOllamaResponse(body: unknown, messages: Message[]): ResponseFacts {
  return createResponseFacts({
    model: stringAt(body, "model"),
    messages: messages.filter((message) => message.texts.length + message.tool_calls.length > 0),
    usage: readOllamaUsage(body),
    error: readErrorMessage(body),
  });
}

/** Counts of Ollama's answers; a prompt from its cache is not counted at all. */
export function readOllamaUsage(body: unknown): Usage | null {
  const input = numberAt(body, "prompt_eval_count");
  const output = numberAt(body, "eval_count");
  if (input === null && output === null) return null;
  return { input: input ?? 0, output: output ?? 0, cached: 0 };
}

const APPENDED = ["response", "thinking"] as const;

function assembleOllamaStream(bytes: Uint8Array): unknown {
  const whole: Record<string, unknown> = {};
  for (const line of parseJsonLines(bytes)) {
    if (!isObject(line)) continue;
    const { message, ...others } = line;
    const before = { ...whole };
    Object.assign(whole, others);
    for (const key of APPENDED) {
      const text = (stringAt(before, key) ?? "") + (stringAt(line, key) ?? "");
      if (key in whole) whole[key] = text;
    }
    if (isObject(message)) whole["message"] = joinMessages(before["message"], message);
  }
  const isAnswer = ["message", "response", "error", "done"].some((key) => key in whole);
  return isAnswer ? whole : null;
}

function joinMessages(before: unknown, more: Record<string, unknown>): Record<string, unknown> {
  if (!isObject(before)) return { ...more };
  const joined: Record<string, unknown> = { ...before, ...more };
  for (const key of ["content", "thinking", "reasoning_content"]) {
    if (!(key in joined)) continue;
    joined[key] = (stringAt(before, key) ?? "") + (stringAt(more, key) ?? "");
  }
  const calls = [property(before, "tool_calls"), property(more, "tool_calls")].filter(
    Array.isArray,
  );
  if (calls.length > 0) joined["tool_calls"] = calls.flat();
  return joined;
}
