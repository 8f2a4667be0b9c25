// The events of ConverseStream, put together to what Converse returns.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
import { isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonOrUndefined } from "#src/providers/json-text.ts";
import { readBedrockEvents } from "./event-frames.ts";

interface Draft {
  readonly top: Record<string, unknown>;
  role: unknown;
  readonly blocks: Record<string, unknown>[];
  seen: boolean;
}

/** What Converse would have returned; null where the bytes hold no whole frame of such a stream. */
export function assembleConverseStream(bytes: Uint8Array): unknown {
  return assembleConverseEvents(readBedrockEvents(bytes));
}

/** The same, from events; Amazon's own models have them inside `invoke` chunks, too. */
export function assembleConverseEvents(
  events: readonly {
    readonly type: string;
    readonly data: Record<string, unknown>;
    readonly error?: unknown;
  }[],
): unknown {
  const draft: Draft = { top: {}, role: "assistant", blocks: [], seen: false };
  for (const { type, data, error } of events) {
    if (error !== null && error !== undefined) {
      draft.top["error"] = error;
      draft.seen = true;
    } else applyEvent(draft, type, data);
  }
  if (!draft.seen) return null;
  const content = draft.blocks.filter(isObject).map(finishBlock);
  return { output: { message: { role: draft.role, content } }, ...draft.top };
}

function applyEvent(draft: Draft, type: string, data: Record<string, unknown>): void {
  draft.seen ||= EVENT_TYPES.has(type);
  const index = numberAt(data, "contentBlockIndex") ?? 0;
  const isPosition = Number.isInteger(index) && index >= 0 && index < 100_000;
  if (type === "messageStart") draft.role = data["role"] ?? draft.role;
  else if (type === "contentBlockStart" && isPosition) {
    const start = property(data, "start");
    draft.blocks[index] = isObject(start) ? structuredClone(start) : {};
  } else if (type === "contentBlockDelta" && isPosition) {
    addDelta((draft.blocks[index] ??= {}), property(data, "delta"));
  } else if (type === "messageStop" || type === "metadata") {
    const { p: _, ...others } = data; // Padding, to hide lengths.
    Object.assign(draft.top, others);
  }
}

const EVENT_TYPES = new Set([
  "messageStart",
  "contentBlockStart",
  "contentBlockDelta",
  "contentBlockStop",
  "messageStop",
  "metadata",
]);

function addDelta(block: Record<string, unknown>, delta: unknown): void {
  append(block, "text", property(delta, "text"));
  const use = property(delta, "toolUse");
  if (isObject(use)) append(child(block, "toolUse"), "input", use["input"]);
  const reasoning = property(delta, "reasoningContent");
  if (isObject(reasoning)) addReasoning(child(block, "reasoningContent"), reasoning);
  const citation = property(delta, "citation");
  if (isObject(citation)) push(child(block, "citationsContent"), "citations", [citation]);
  const result = property(delta, "toolResult");
  if (Array.isArray(result)) push(child(block, "toolResult"), "content", result);
  const image = property(delta, "image");
  if (isObject(image)) Object.assign(child(block, "image"), image);
}

function addReasoning(target: Record<string, unknown>, delta: Record<string, unknown>): void {
  append(target, "redactedContent", delta["redactedContent"]);
  if (!("text" in delta) && !("signature" in delta)) return;
  const text = child(target, "reasoningText");
  append(text, "text", delta["text"]);
  append(text, "signature", delta["signature"]);
}

function append(target: Record<string, unknown>, key: string, more: unknown): void {
  if (typeof more === "string") target[key] = (stringAt(target, key) ?? "") + more;
}

function push(target: Record<string, unknown>, key: string, more: readonly unknown[]): void {
  const known = target[key];
  target[key] = [...(Array.isArray(known) ? known : []), ...more];
}

function child(parent: Record<string, unknown>, key: string): Record<string, unknown> {
  const known = parent[key];
  if (isObject(known)) return known;
  const created: Record<string, unknown> = {};
  parent[key] = created;
  return created;
}

/** A tool's input as the object that Converse returns; as it came where it is cut short. */
function finishBlock(block: Record<string, unknown>): Record<string, unknown> {
  const cited = property(block, "citationsContent");
  if (isObject(cited) && typeof block["text"] === "string") {
    return { citationsContent: { ...cited, content: [{ text: block["text"] }] } };
  }
  const use = property(block, "toolUse");
  if (!isObject(use)) return block;
  const text = stringAt(use, "input");
  if (text === null) return { ...block, toolUse: { ...use, input: use["input"] ?? {} } };
  const input = text === "" ? {} : (parseJsonOrUndefined(text) ?? text);
  return { ...block, toolUse: { ...use, input } };
}
