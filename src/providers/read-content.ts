// Reading the parts that many wire formats share: text that is a string or a list of parts, tool
// calls with their arguments as a JSON string, errors, token counts. Pure and total.
import { isObject, joinPath, numberAt, property, stringAt } from "#src/protocol/json.ts";
import type { Message, RequestFacts, ResponseFacts, Role, TextLeaf, Usage } from "./message.ts";
import { parseJsonOrUndefined } from "./json-text.ts";

/** Keys under which a content part holds text; a list means parts again (Mistral's `thinking`). */
const TEXT_KEYS = ["text", "refusal", "thinking", "reasoning"] as const;

/** The text leaves of a content that is a string, a part, or a list of either. */
export function readTexts(content: unknown, path: string, depth = 0): TextLeaf[] {
  if (typeof content === "string") return content === "" ? [] : [{ path, text: content }];
  if (depth > 3) return [];
  if (Array.isArray(content)) {
    return content.flatMap((part, index) => readTexts(part, joinPath(path, index), depth + 1));
  }
  if (!isObject(content)) return [];
  return TEXT_KEYS.flatMap((key) =>
    readTexts(property(content, key), joinPath(path, key), depth + 1),
  );
}

/** The text leaf at `key` of an object, as a list of none or one. */
export function readTextAt(value: unknown, key: string, path: string): TextLeaf[] {
  const text = stringAt(value, key);
  return text === null || text === "" ? [] : [{ path: joinPath(path, key), text }];
}

/** Arguments as they are meant: a string that is JSON is parsed, anything else stays. */
export function parseArguments(value: unknown): unknown {
  if (typeof value !== "string") return value ?? null;
  const parsed = parseJsonOrUndefined(value);
  return parsed === undefined ? value : parsed;
}

/** A wire's role in common terms; an unknown one is `fallback`. */
export function toRole(role: unknown, fallback: Role): Role {
  switch (role) {
    case "system":
    case "developer":
    case "SYSTEM":
      return "system";
    case "user":
    case "USER":
    case "User":
      return "user";
    case "assistant":
    case "model":
    case "CHATBOT":
    case "Chatbot":
      return "assistant";
    case "tool":
    case "function":
    case "TOOL":
      return "tool";
    default:
      return fallback;
  }
}

/** A message with nothing but what is given. */
export function createMessage(message: Partial<Message> & Pick<Message, "role" | "path">): Message {
  return { id: null, texts: [], tool_calls: [], tool_results: [], ...message };
}

/** Request facts with nothing but what is given. */
export function createRequestFacts(facts: Partial<RequestFacts>): RequestFacts {
  return { model: null, messages: [], streaming: false, continues: [], label: null, ...facts };
}

/** Response facts with nothing but what is given. */
export function createResponseFacts(facts: Partial<ResponseFacts>): ResponseFacts {
  return { model: null, id: null, messages: [], usage: null, error: null, ...facts };
}

/** A user message of the text at each of the keys; for APIs that have a prompt instead of messages. */
export function readPrompt(body: unknown, keys: readonly string[]): Message[] {
  return keys.flatMap((key) => {
    const texts = readTexts(property(body, key), joinPath("", key));
    return texts.length === 0 ? [] : [createMessage({ role: "user", path: key, texts })];
  });
}

/**
 * The message of an error body, whichever of the usual shapes it has: `{ error: { message } }`,
 * `{ error: "…" }`, `{ type: "error", … }`, `{ message }` beside nothing else, `{ detail }`, or a list
 * of one of these (Google).
 */
export function readErrorMessage(body: unknown): string | null {
  if (Array.isArray(body)) return body.length === 0 ? null : readErrorMessage(body[0]);
  if (!isObject(body)) return null;
  const error = property(body, "error");
  if (typeof error === "string") return error === "" ? null : error;
  if (isObject(error)) {
    return (
      stringAt(error, "message") ??
      stringAt(error, "code") ??
      stringAt(error, "type") ??
      "unknown error"
    );
  }
  const type = stringAt(body, "type") ?? stringAt(body, "object") ?? stringAt(body, "__type");
  const message = stringAt(body, "message") ?? stringAt(body, "Message");
  if (message !== null && (/error|exception/i.test(type ?? "") || isBareMessage(body))) {
    return message;
  }
  return readErrorDetail(property(body, "detail"));
}

function isBareMessage(body: Record<string, unknown>): boolean {
  const known = new Set(["message", "Message", "id", "code", "type", "status", "request_id"]);
  return Object.keys(body).every((key) => known.has(key));
}

function readErrorDetail(detail: unknown): string | null {
  if (typeof detail === "string") return detail;
  if (Array.isArray(detail)) return stringAt(detail[0], "msg");
  return null;
}

/** Token counts from the object at `usage`, in the terms of OpenAI's APIs and those modelled on them. */
export function readOpenaiUsage(usage: unknown): Usage | null {
  if (!isObject(usage)) return null;
  const input = numberAt(usage, "prompt_tokens") ?? numberAt(usage, "input_tokens");
  const output = numberAt(usage, "completion_tokens") ?? numberAt(usage, "output_tokens");
  const total = numberAt(usage, "total_tokens");
  if (input === null && output === null && total === null) return null;
  const details =
    property(usage, "prompt_tokens_details") ?? property(usage, "input_tokens_details");
  return {
    input: input ?? (total ?? 0) - (output ?? 0),
    output: output ?? 0,
    cached:
      numberAt(details, "cached_tokens") ??
      numberAt(usage, "prompt_cache_hit_tokens") ??
      numberAt(usage, "cached_tokens") ??
      0,
  };
}

/** True where the request asks for a stream with `stream: true`. */
export function wantsStream(body: unknown): boolean {
  return property(body, "stream") === true;
}
