// Anthropic's content blocks, in requests and responses.
// https://docs.anthropic.com/en/api/messages
import { arrayAt, joinPath, property, stringAt } from "#src/protocol/json.ts";
import type { Message, Role, TextLeaf, ToolCall, ToolResult } from "#src/providers/message.ts";
import {
  createMessage,
  parseArguments,
  readTextAt,
  readTexts,
  toRole,
} from "#src/providers/read-content.ts";

/** The messages of the list at `key`. */
export function readAnthropicMessages(body: unknown, key: string): Message[] {
  return arrayAt(body, key).map((message, index) => {
    const path = joinPath(key, index);
    const content = property(message, "content");
    return readBlocks(content, joinPath(path, "content"), {
      path,
      id: stringAt(message, "id"),
      role: toRole(property(message, "role"), "user"),
    });
  });
}

/** A message from its content: a string or a list of blocks at `path`. */
export function readBlocks(
  content: unknown,
  path: string,
  message: { readonly role: Role; readonly path: string; readonly id: string | null },
): Message {
  if (!Array.isArray(content))
    return createMessage({ ...message, texts: readTexts(content, path) });
  const texts: TextLeaf[] = [];
  const tool_calls: ToolCall[] = [];
  const tool_results: ToolResult[] = [];
  content.forEach((block: unknown, index) => {
    const at = joinPath(path, index);
    const type = stringAt(block, "type") ?? "";
    if (type === "tool_use") tool_calls.push(readToolUse(block, at));
    else if (type === "tool_result") tool_results.push(readToolResult(block, at));
    else texts.push(...readBlockTexts(block, at));
  });
  // A message of nothing but results is the tools', though the wire says user.
  const role = tool_results.length > 0 && texts.length === 0 ? "tool" : message.role;
  return createMessage({ ...message, role, texts, tool_calls, tool_results });
}

function readToolUse(block: unknown, path: string): ToolCall {
  return {
    id: stringAt(block, "id"),
    name: stringAt(block, "name") ?? "",
    arguments: parseArguments(property(block, "input")),
    arguments_path: joinPath(path, "input"),
    path,
  };
}

function readToolResult(block: unknown, path: string): ToolResult {
  return {
    call_id: stringAt(block, "tool_use_id"),
    name: null,
    content: property(block, "content") ?? null,
    path: joinPath(path, "content"),
    is_error: property(block, "is_error") === true,
  };
}

/** Text, thinking, compaction summaries, and the text of documents given as text. */
function readBlockTexts(block: unknown, path: string): TextLeaf[] {
  const type = stringAt(block, "type") ?? "";
  if (type === "thinking") return readTextAt(block, "thinking", path);
  if (type === "text") return readTextAt(block, "text", path);
  if (type === "document" || type === "search_result") return readDocument(block, path);
  // Server tools' calls and results run at the provider; their texts are the provider's.
  if (type === "compaction") return readTextAt(block, "content", path);
  return [];
}

function readDocument(block: unknown, path: string): TextLeaf[] {
  const source = property(block, "source");
  const at = joinPath(path, "source");
  const isText = stringAt(source, "type") === "text";
  return [
    ...(isText ? readTextAt(source, "data", at) : []),
    ...readTexts(property(source, "content"), joinPath(at, "content")),
    ...readTexts(property(block, "content"), joinPath(path, "content")),
  ];
}
