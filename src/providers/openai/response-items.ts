// The items of OpenAI's Responses API, which requests (`input`) and responses (`output`) share.
// https://platform.openai.com/docs/api-reference/responses
import { arrayAt, joinPath, property, stringAt } from "#src/protocol/json.ts";
import type { Message, Role, ToolCall, ToolResult } from "#src/providers/message.ts";
import { createMessage, parseArguments, readTexts, toRole } from "#src/providers/read-content.ts";

/** The messages of the list of items at `key`. */
export function readItems(body: unknown, key: string, fallback: Role): Message[] {
  return arrayAt(body, key).map((item, index) => readItem(item, joinPath(key, index), fallback));
}

function readItem(item: unknown, path: string, fallback: Role): Message {
  const id = stringAt(item, "id");
  const type = stringAt(item, "type") ?? "message";
  if (isResultType(type)) {
    return createMessage({ role: "tool", path, id, tool_results: [readResult(item, type, path)] });
  }
  const call = readCall(item, type, path);
  if (call !== null) return createMessage({ role: "assistant", path, id, tool_calls: [call] });
  // Messages have a role; references and reasoning come from earlier answers.
  const role = toRole(property(item, "role"), type === "message" ? fallback : "assistant");
  return createMessage({ role, path, id, texts: readItemTexts(item, path) });
}

function readItemTexts(item: unknown, path: string): Message["texts"] {
  return [
    ...readTexts(property(item, "summary"), joinPath(path, "summary")),
    ...readTexts(property(item, "content"), joinPath(path, "content")),
  ];
}

function isResultType(type: string): boolean {
  return type.endsWith("_call_output") || type === "program_output";
}

/**
 * A call that the program has to carry out, told by its `call_id`: functions, custom tools, shells,
 * patches, computers. The provider's own tools (web search, code interpreter) have none and run there.
 */
function readCall(item: unknown, type: string, path: string): ToolCall | null {
  const callId = stringAt(item, "call_id");
  if (callId === null) return null;
  const key = ARGUMENT_KEYS.find((candidate) => property(item, candidate) !== undefined);
  if (key === undefined && !type.endsWith("_call")) return null;
  const value = property(item, key ?? "arguments");
  return {
    id: callId,
    name: stringAt(item, "name") ?? type.replace(/_call$/, ""),
    // A custom tool's input is free text even where it looks like JSON.
    arguments: key === "input" ? value : parseArguments(value),
    arguments_path: joinPath(path, key ?? "arguments"),
    path,
  };
}

const ARGUMENT_KEYS = ["arguments", "input", "action", "actions", "operation"] as const;

function readResult(item: unknown, type: string, path: string): ToolResult {
  const status = stringAt(item, "status");
  return {
    call_id: stringAt(item, "call_id") ?? stringAt(item, "id"),
    name: type === "function_call_output" ? null : type.replace(/_call_output$/, ""),
    content: property(item, "output") ?? null,
    path: joinPath(path, "output"),
    is_error: status === "failed" || status === "incomplete",
  };
}
