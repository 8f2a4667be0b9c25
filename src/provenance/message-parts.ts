// Messages taken apart into what survives the way through a framework: texts without outer space, tool
// calls by name and parsed arguments. How they were grouped into messages makes no difference.
import { isObject } from "#src/protocol/json.ts";
import type { Message, ToolCall } from "#src/providers/message.ts";
import { pairKey, textKey } from "./hash.ts";

const SAID = 1;
/** Arguments are not nested deeper; a hostile body is, and must not exhaust the stack. */
const MAX_DEPTH = 100;

/** One text or tool call of a message. */
export interface Part {
  /** Equal for equal parts. */
  readonly key: number;
  readonly path: string;
  readonly call: ToolCall | null;
  /** Characters of a text; 0 for a call. */
  readonly length: number;
}

/** The texts and tool calls of a message, in order, texts first. */
export function partsOf(message: Message): Part[] {
  const parts: Part[] = [];
  for (const { path, text } of message.texts) {
    const trimmed = text.trim();
    if (trimmed !== "") parts.push(textPart(trimmed, path));
  }
  for (const call of message.tool_calls) {
    parts.push({ key: callKey(call), path: call.path, call, length: 0 });
  }
  return parts;
}

/** The texts of a message as one, in the ways a framework may join them; none where there is but one. */
export function joinedParts(message: Message): Part[] {
  if (message.texts.length < 2) return [];
  const texts = message.texts.map(({ text }) => text);
  return ["", "\n", "\n\n"].map((glue) => textPart(texts.join(glue).trim(), message.path));
}

/** Keys of what a message says, in order; system messages, which programs rewrite at will, say nothing. */
export function saidKeys(message: Message, parts: readonly Part[]): number[] {
  if (message.role === "system") return [];
  const side = message.role === "assistant" ? 1 : 2;
  const keys = parts.map((part) => pairKey(SAID, part.key, side));
  for (const { content } of message.tool_results) {
    keys.push(keyOf("r", typeof content === "string" ? content : canonicalJson(content)));
  }
  return keys;
}

/** A number for a text of a certain sort. */
export function keyOf(sort: string, text: string): number {
  return textKey(`${sort}${text}`);
}

/** Equal for calls of one tool with equal arguments, however these were written. */
function callKey(call: { readonly name: string; readonly arguments: unknown }): number {
  return keyOf("c", `${call.name}\n${canonicalArguments(call.arguments)}`);
}

/** Arguments as JSON with sorted keys; a JSON text counts as what it says, nothing as no arguments. */
export function canonicalArguments(value: unknown): string {
  if (value === undefined || value === null || value === "") return "{}";
  return canonicalJson(typeof value === "string" ? parsedJson(value) : value);
}

/** JSON with sorted keys and without undefined and null properties; what lies deeper than MAX_DEPTH counts as equal. */
function canonicalJson(value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => canonicalJson(item, depth + 1)).join(",")}]`;
  }
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member, depth + 1)}`);
  return `{${members.sort().join(",")}}`;
}

function textPart(trimmed: string, path: string): Part {
  return { key: keyOf("t", trimmed), path, call: null, length: trimmed.length };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // not JSON: the text itself is the argument
  }
}
