// Gemini's contents and parts, in requests and responses. Keys may be camelCase (SDKs, the wire's
// own answers) or snake_case (hand-written requests): the service takes both.
// https://ai.google.dev/api/caching#Content
import { isObject, joinPath, property, stringAt } from "#src/protocol/json.ts";
import type { Message, Role, TextLeaf, ToolCall, ToolResult } from "#src/providers/message.ts";
import { createMessage, readTextAt, toRole } from "#src/providers/read-content.ts";

/** The value under the first of two spellings that is there, and that spelling. */
export function eitherKey(
  value: unknown,
  camel: string,
  snake: string,
): { readonly key: string; readonly value: unknown } {
  const found = property(value, camel);
  if (found !== undefined) return { key: camel, value: found };
  const other = property(value, snake);
  return other === undefined ? { key: camel, value: undefined } : { key: snake, value: other };
}

/** A list of contents, or one content, or a bare string: the API takes a single object as well. */
export function readContents(contents: unknown, path: string): Message[] {
  if (Array.isArray(contents)) {
    return joinTurns(
      contents.map((content, index) => readContent(content, joinPath(path, index), "user")),
    );
  }
  if (typeof contents === "string") {
    return [createMessage({ role: "user", path, texts: [{ path, text: contents }] })];
  }
  return isObject(contents) ? [readContent(contents, path, "user")] : [];
}

/** The SDK's chats keep each chunk of a streamed answer as a content of its own: all are one turn. */
function joinTurns(messages: readonly Message[]): Message[] {
  const turns: Message[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (last?.role !== "assistant" || message.role !== "assistant") turns.push(message);
    else turns[turns.length - 1] = joinMessages(last, message);
  }
  return turns;
}

function joinMessages(first: Message, second: Message): Message {
  return {
    ...first,
    texts: [...first.texts, ...second.texts],
    tool_calls: [...first.tool_calls, ...second.tool_calls],
    tool_results: [...first.tool_results, ...second.tool_results],
  };
}

/** One content; `fallback` is the role of one that does not say. */
export function readContent(content: unknown, path: string, fallback: Role): Message {
  const texts: TextLeaf[] = [];
  const tool_calls: ToolCall[] = [];
  const tool_results: ToolResult[] = [];
  for (const [part, at] of partsOf(content, path)) {
    texts.push(...readTextAt(part, "text", at));
    const call = eitherKey(part, "functionCall", "function_call");
    if (isObject(call.value)) tool_calls.push(readCall(call.value, joinPath(at, call.key), at));
    const answer = eitherKey(part, "functionResponse", "function_response");
    if (isObject(answer.value))
      tool_results.push(readAnswer(answer.value, joinPath(at, answer.key)));
  }
  const role = toRole(property(content, "role"), fallback);
  const isTool = tool_results.length > 0 && texts.length === 0;
  return createMessage({ role: isTool ? "tool" : role, path, texts, tool_calls, tool_results });
}

function partsOf(content: unknown, path: string): [unknown, string][] {
  const parts = property(content, "parts");
  const at = joinPath(path, "parts");
  if (!Array.isArray(parts)) return isObject(parts) ? [[parts, at]] : [];
  return parts.map((part, index) => [part, joinPath(at, index)]);
}

function readCall(call: unknown, path: string, part: string): ToolCall {
  return {
    id: stringAt(call, "id"),
    name: stringAt(call, "name") ?? "",
    arguments: property(call, "args") ?? {},
    arguments_path: joinPath(path, "args"),
    path: part,
  };
}

function readAnswer(answer: unknown, path: string): ToolResult {
  const response = property(answer, "response");
  return {
    call_id: stringAt(answer, "id"),
    name: stringAt(answer, "name"),
    content: response ?? null,
    path: joinPath(path, "response"),
    is_error: isObject(response) && "error" in response && !("output" in response),
  };
}
