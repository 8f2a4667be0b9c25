// A message as the events it would have been streamed in: the inverse of message-stream.ts.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { toJson, writeEvents, writeJson } from "#src/providers/write-body.ts";

type Fields = Record<string, unknown>;

/**
 * A message in a form. Null for a stream of what has no content (an error). A stream of a message
 * without token counts has counts of zero: clients cannot do without.
 */
export function writeMessageForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  const events = messageEvents(body);
  return events === null
    ? null
    : writeEvents(events.map((data) => ({ event: stringAt(data, "type") ?? "", data })));
}

/** The events alone; Bedrock sends them in frames of its own. */
export function messageEvents(body: unknown): Fields[] | null {
  if (!isObject(body) || !Array.isArray(body["content"])) return null;
  const { content: _, error, ...message } = body;
  const blocks = arrayAt(body, "content").flatMap(blockEvents);
  if (error !== undefined) {
    return [messageStart(message), ...blocks, { type: "error", error }];
  }
  const delta = Object.fromEntries(Object.entries(message).filter(([key]) => isEnding(key)));
  const { context_management } = message;
  const usage = isObject(message["usage"])
    ? message["usage"]
    : { input_tokens: 0, output_tokens: 0 };
  const start = messageStart({ ...message, ...nulls(delta), usage: startUsage(usage) });
  return [
    start,
    ...blocks,
    {
      type: "message_delta",
      delta,
      usage,
      ...(context_management === undefined ? {} : { context_management }),
    },
    { type: "message_stop" },
  ];
}

/** What is only known at the end. */
function isEnding(key: string): boolean {
  return key.startsWith("stop_") || key === "container";
}

function nulls(fields: Fields): Fields {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, null]));
}

/** At the start nothing has been written yet. */
function startUsage(usage: Fields): Fields {
  return "output_tokens" in usage ? { ...usage, output_tokens: 0 } : usage;
}

function messageStart(message: Fields): Fields {
  return { type: "message_start", message: { ...message, content: [] } };
}

function blockEvents(block: unknown, index: number): Fields[] {
  if (!isObject(block)) return [];
  const { start, deltas } = splitBlock(block);
  return [
    { type: "content_block_start", index, content_block: start },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

/** How a block begins, and what comes after; results of the provider's own tools come at once. */
function splitBlock(block: Fields): { readonly start: Fields; readonly deltas: Fields[] } {
  const { type, text, thinking, signature, citations, input } = block;
  if (type === "text" && typeof text === "string") {
    const start = { ...block, text: "", ...(Array.isArray(citations) ? { citations: [] } : {}) };
    const cited = arrayAt(block, "citations").map((citation) => ({
      type: "citations_delta",
      citation,
    }));
    const texts = textPieces(text).map((piece) => ({ type: "text_delta", text: piece }));
    return { start, deltas: [...cited, ...texts] };
  }
  if (type === "thinking" && typeof thinking === "string") {
    const signed = typeof signature === "string";
    const texts = textPieces(thinking).map((piece) => ({
      type: "thinking_delta",
      thinking: piece,
    }));
    return {
      start: { ...block, thinking: "", ...(signed ? { signature: "" } : {}) },
      deltas: [...texts, ...(signed ? [{ type: "signature_delta", signature }] : [])],
    };
  }
  if (typeof type === "string" && type.endsWith("tool_use") && input !== undefined) {
    return { start: { ...block, input: {} }, deltas: inputDeltas(input) };
  }
  return { start: block, deltas: [] };
}

function inputDeltas(input: unknown): Fields[] {
  const isEmpty = isObject(input) && Object.keys(input).length === 0;
  // The service sends an empty piece before the others, and alone for a tool without input.
  const pieces = ["", ...(isEmpty ? [] : textPieces(toJson(input)))];
  return pieces.map((partial_json) => ({ type: "input_json_delta", partial_json }));
}
