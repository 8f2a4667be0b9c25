// Messages taken apart into what survives the way through a framework: texts without outer space, tool
// calls by name and parsed arguments. How they were grouped into messages makes no difference.
import { isObject } from "#src/protocol/json.ts";
import type { Message, Role, ToolCall } from "#src/providers/message.ts";
import { textKey } from "./hash.ts";

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
    if (trimmed === "") continue;
    parts.push({ key: keyOf("t", trimmed), path, call: null, length: trimmed.length });
  }
  for (const call of message.tool_calls) {
    parts.push({ key: callKey(call), path: call.path, call, length: 0 });
  }
  return parts;
}

/** The texts of a message as one, the way a framework may join them; null where there is but one. */
export function joinedParts(message: Message): Part[] {
  if (message.texts.length < 2) return [];
  const texts = message.texts.map(({ text }) => text);
  return ["", "\n", "\n\n"].map((glue) => {
    const trimmed = texts.join(glue).trim();
    return { key: keyOf("t", trimmed), path: message.path, call: null, length: trimmed.length };
  });
}

/** The place that follows `place` when `message` is appended to a conversation. */
export function placeAfter(place: number, message: Message): number {
  if (message.role === "system") return place;
  let next = place;
  for (const part of partsOf(message)) next = keyOf(roleMark(message.role), `${next} ${part.key}`);
  for (const result of message.tool_results) {
    next = keyOf("r", `${next} ${canonicalJson(result.content)}`);
  }
  return next;
}

/** Key of the last thing said in `message`, or `previous` where it says nothing. */
export function lastSaid(message: Message, previous: number): number {
  if (message.role === "system") return previous;
  return placeAfter(0, message) === 0 ? previous : placeAfter(0, lastOnly(message));
}

/** A number for a text of a certain sort. */
export function keyOf(sort: string, text: string): number {
  return textKey(`${sort}${text}`);
}

/** Equal for calls of one tool with equal arguments, however these were written. */
export function callKey(call: { readonly name: string; readonly arguments: unknown }): number {
  return keyOf("c", `${call.name}\n${canonicalArguments(call.arguments)}`);
}

/** Arguments as JSON with sorted keys; a JSON text counts as what it says, nothing as no arguments. */
export function canonicalArguments(value: unknown): string {
  if (value === undefined || value === null || value === "") return "{}";
  return canonicalJson(typeof value === "string" ? parsedJson(value) : value);
}

/** JSON with sorted keys and without undefined and null properties. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (!isObject(inner)) return inner;
      const entries = Object.entries(inner).filter(([, child]) => child !== null);
      return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
    }) ?? "null"
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // not JSON: the text itself is the argument
  }
}

function roleMark(role: Role): string {
  return role === "assistant" ? "a" : "u";
}

function lastOnly(message: Message): Message {
  return {
    ...message,
    texts:
      message.tool_results.length + message.tool_calls.length > 0 ? [] : message.texts.slice(-1),
    tool_calls: message.tool_results.length > 0 ? [] : message.tool_calls.slice(-1),
    tool_results: message.tool_results.slice(-1),
  };
}
