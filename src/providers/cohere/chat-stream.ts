// The events of a streamed Cohere chat, put together. Version 2 has typed deltas; version 1 ends
// with an event that holds the whole response. https://docs.cohere.com/v2/docs/streaming
import { isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonLines } from "#src/providers/json-lines.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";

interface Draft {
  readonly top: Record<string, unknown>;
  readonly message: Record<string, unknown>;
  readonly content: Record<string, unknown>[];
  readonly toolCalls: Record<string, unknown>[];
  readonly citations: unknown[];
}

/** The response that the stream's bytes amount to; null where they hold no event of one. */
export function assembleCohereStream(bytes: Uint8Array): unknown {
  const sent = parseJsonEvents(bytes).map(({ json }) => json);
  // Version 1 may be newline-delimited.
  const events = (sent.length > 0 ? sent : parseJsonLines(bytes)).filter(isObject);
  if (events.some((event) => "event_type" in event)) return assembleVersion1(events);
  const draft: Draft = { top: {}, message: {}, content: [], toolCalls: [], citations: [] };
  let seen = false;
  for (const event of events) seen = applyEvent(draft, event) || seen;
  if (!seen) return null;
  const { top, message, content, toolCalls, citations } = draft;
  const whole = {
    role: "assistant",
    ...message,
    ...(toolCalls.some(isObject) ? { tool_calls: toolCalls.filter(isObject) } : {}),
    ...(content.some(isObject) ? { content: content.filter(isObject) } : {}),
    ...(citations.length > 0 ? { citations } : {}),
  };
  return { ...top, message: whole };
}

function applyEvent(draft: Draft, event: Record<string, unknown>): boolean {
  const delta = property(event, "delta");
  const message = property(delta, "message");
  switch (event["type"]) {
    case "message-start":
      if (typeof event["id"] === "string") draft.top["id"] = event["id"];
      addText(draft.message, "role", property(message, "role"));
      return true;
    case "content-start":
    case "content-delta":
      addContent(draft.content, event, property(message, "content"));
      return true;
    case "tool-plan-delta":
      addText(draft.message, "tool_plan", property(message, "tool_plan"));
      return true;
    case "tool-call-start":
    case "tool-call-delta":
      addToolCall(draft.toolCalls, event, property(message, "tool_calls"));
      return true;
    case "citation-start":
      draft.citations.push(property(message, "citations"));
      return true;
    case "message-end":
      Object.assign(draft.top, isObject(delta) ? delta : {});
      return true;
    case "content-end":
    case "tool-call-end":
    case "citation-end":
      return true;
    default:
      if (!("error" in event) && typeof event["message"] !== "string") return false;
      draft.top["error"] = event["error"] ?? event["message"];
      return true;
  }
}

function addText(target: Record<string, unknown>, key: string, more: unknown): void {
  if (typeof more === "string") target[key] = (stringAt(target, key) ?? "") + more;
}

function slotOf(list: Record<string, unknown>[], event: unknown): Record<string, unknown> {
  const index = numberAt(event, "index") ?? 0;
  const at = Number.isInteger(index) && index >= 0 && index < 100_000 ? index : 0;
  return (list[at] ??= {});
}

function addContent(
  content: Record<string, unknown>[],
  event: Record<string, unknown>,
  more: unknown,
): void {
  if (!isObject(more)) return;
  const block = slotOf(content, event);
  block["type"] ??= more["type"] ?? ("thinking" in more ? "thinking" : "text");
  addText(block, "text", more["text"]);
  addText(block, "thinking", more["thinking"]);
}

function addToolCall(
  calls: Record<string, unknown>[],
  event: Record<string, unknown>,
  more: unknown,
): void {
  const call = slotOf(calls, event);
  const called = property(more, "function");
  const known = property(call, "function");
  const whole: Record<string, unknown> = isObject(known) ? { ...known } : {};
  if (isObject(called)) {
    if (typeof called["name"] === "string") whole["name"] = called["name"];
    addText(whole, "arguments", called["arguments"]);
  }
  const { function: _, ...others } = isObject(more) ? more : { function: null };
  Object.assign(call, others, { function: whole });
}

function assembleVersion1(events: readonly Record<string, unknown>[]): unknown {
  const end = events.findLast((event) => isObject(event["response"]));
  if (end !== undefined) return end["response"];
  const started = events.find((event) => typeof event["generation_id"] === "string");
  const text = events
    .filter((event) => event["event_type"] === "text-generation")
    .map((event) => stringAt(event, "text") ?? "")
    .join("");
  return { ...(started ? { generation_id: started["generation_id"] } : {}), text };
}
