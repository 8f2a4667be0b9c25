// Messages in the format of OpenAI's chat completions, in requests and responses. Shared by all
// that took the format over (Mistral, Cohere's and Ollama's messages differ in details only).
import { arrayAt, isObject, joinPath, property, stringAt } from "#src/protocol/json.ts";
import type { Message, Role, ToolCall, ToolResult } from "#src/providers/message.ts";
import {
  createMessage,
  parseArguments,
  readTextAt,
  readTexts,
  toRole,
} from "#src/providers/read-content.ts";

/** Message fields besides `content` that hold text, in the order a reader wants them. */
const REASONING_KEYS = ["reasoning_content", "reasoning", "thinking", "tool_plan"] as const;

/** The messages of the list at `key`. */
export function readChatMessages(body: unknown, key: string): Message[] {
  return arrayAt(body, key).map((message, index) =>
    readChatMessage(message, joinPath(key, index), "user"),
  );
}

/** One message; `fallback` is the role of one that does not say. */
export function readChatMessage(message: unknown, path: string, fallback: Role): Message {
  const role = toRole(property(message, "role"), fallback);
  const isResult = role === "tool";
  return createMessage({
    role,
    path,
    id: stringAt(message, "id"),
    texts: isResult ? [] : readMessageTexts(message, path),
    tool_calls: readToolCalls(message, path),
    tool_results: isResult ? [readToolResult(message, path)] : [],
  });
}

function readMessageTexts(message: unknown, path: string): Message["texts"] {
  return [
    ...REASONING_KEYS.flatMap((key) => readTextAt(message, key, path)),
    ...readTexts(property(message, "content"), joinPath(path, "content")),
    ...readTextAt(message, "refusal", path),
    ...readTextAt(property(message, "audio"), "transcript", joinPath(path, "audio")),
  ];
}

function readToolCalls(message: unknown, path: string): ToolCall[] {
  const list = joinPath(path, "tool_calls");
  const calls = arrayAt(message, "tool_calls").map((call, index) =>
    readToolCall(call, joinPath(list, index)),
  );
  const legacy = property(message, "function_call");
  if (isObject(legacy)) {
    const at = joinPath(path, "function_call");
    calls.push({ ...readToolCall({ function: legacy }, at), ...argumentsOf(legacy, at), path: at });
  }
  return calls;
}

function readToolCall(call: unknown, path: string): ToolCall {
  // A custom tool has free text in `custom.input` where a function has JSON in `function.arguments`.
  const custom = property(call, "custom");
  if (isObject(custom)) {
    return {
      id: stringAt(call, "id"),
      name: stringAt(custom, "name") ?? "",
      arguments: property(custom, "input") ?? null,
      arguments_path: joinPath(joinPath(path, "custom"), "input"),
      path,
    };
  }
  const called = property(call, "function");
  return {
    id: stringAt(call, "id"),
    name: stringAt(called, "name") ?? "",
    ...argumentsOf(called, joinPath(path, "function")),
    path,
  };
}

function argumentsOf(
  called: unknown,
  path: string,
): Pick<ToolCall, "arguments" | "arguments_path"> {
  return {
    arguments: parseArguments(property(called, "arguments")),
    arguments_path: joinPath(path, "arguments"),
  };
}

function readToolResult(message: unknown, path: string): ToolResult {
  return {
    call_id: stringAt(message, "tool_call_id"),
    name: stringAt(message, "name") ?? stringAt(message, "tool_name"),
    content: property(message, "content") ?? null,
    path: joinPath(path, "content"),
    is_error: false,
  };
}
