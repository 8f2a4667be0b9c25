// Reading calls of which nothing but the URL is known: the usual names of prompts and answers, and
// streams as what they hold. Runs in the server.
import type { NodeKind } from "#src/protocol/graph.ts";
import { isObject, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonLines } from "./json-lines.ts";
import type { Message } from "./message.ts";
import { assembleChatStream } from "./openai/chat-stream.ts";
import { readChatMessages } from "./openai/chat-messages.ts";
import { readChatResponse } from "./openai/chat.ts";
import { withChatText } from "./openai/with-chat-text.ts";
import { type Operation, type StreamBody, defineOperation } from "./operation.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readOpenaiUsage,
  readPrompt,
  readTexts,
  wantsStream,
} from "./read-content.ts";
import { parseEventStream, parseJsonEvents } from "./sse.ts";
import { writeConfiguredForm } from "./write-configured.ts";

const PROMPT_KEYS = ["prompt", "input", "inputs", "query", "question", "message", "text"] as const;
const ANSWER_KEYS = [
  "output",
  "output_text",
  "answer",
  "result",
  "response",
  "completion",
  "text",
  "content",
  "message",
] as const;

/** One operation for each kind. */
export const configuredOperations: readonly Operation[] = (
  ["llm", "embedding", "tool"] as const
).map(createOperation);

function createOperation(kind: NodeKind): Operation {
  const recognizer = {
    operation: `configured.${kind}`,
    kind,
    // Told by URL, in the recorded program; see configured.ts.
    matchesPath: () => false,
    matchesBody: () => false,
  };
  return defineOperation(recognizer, {
    provider: "configured",
    readRequest: (body) =>
      createRequestFacts({
        model: stringAt(body, "model"),
        messages: [...readChatMessages(body, "messages"), ...readPrompt(body, PROMPT_KEYS)],
        streaming: wantsStream(body),
      }),
    readResponse: (body) => {
      if (Array.isArray(property(body, "choices"))) return readChatResponse(body);
      return createResponseFacts({
        model: stringAt(body, "model"),
        id: stringAt(body, "id"),
        messages: readAnswer(body),
        usage: readOpenaiUsage(property(body, "usage")),
        error: readErrorMessage(body),
      });
    },
    assembleStream,
    writeForm: writeConfiguredForm,
    withText: withAnswerText,
  });
}

function readAnswer(body: unknown): Message[] {
  if (typeof body === "string") {
    return [createMessage({ role: "assistant", path: "", texts: readTexts(body, "") })];
  }
  return ANSWER_KEYS.flatMap((key) => {
    const texts = readTexts(property(body, key), key);
    return texts.length === 0 ? [] : [createMessage({ role: "assistant", path: key, texts })];
  });
}

/** The text at the first of the usual names; null where none has one. */
function withAnswerText(body: unknown, text: string): unknown {
  if (typeof body === "string") return text;
  if (!isObject(body)) return null;
  if (Array.isArray(body["choices"])) return withChatText(body, text);
  const key = ANSWER_KEYS.find((each) => readTexts(property(body, each), each).length > 0);
  return key === undefined ? null : { ...body, [key]: text };
}

/** A chat completion where the chunks are such; else the list of what was sent, as JSON or as text. */
function assembleStream({ bytes, contentType }: StreamBody): unknown {
  if (!contentType.includes("event-stream")) {
    const lines = parseJsonLines(bytes);
    return lines.length > 0 ? lines : null;
  }
  const events = parseJsonEvents(bytes);
  if (events.some(({ json }) => isObject(json) && Array.isArray(json["choices"]))) {
    return assembleChatStream(bytes);
  }
  if (events.length > 0) return events.map(({ json }) => json);
  const texts = parseEventStream(bytes, { keepUnfinished: true }).map(({ data }) => data);
  return texts.length > 0 ? texts : null;
}
