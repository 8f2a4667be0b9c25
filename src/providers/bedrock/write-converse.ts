// What Converse returns as the events it would have been streamed in: the inverse of converse-stream.ts.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { type OutgoingAwsEvent, writeAwsEvents } from "#src/providers/write-aws-events.ts";
import { toJson, writeJson } from "#src/providers/write-body.ts";

type Fields = Record<string, unknown>;

/** An answer in a form. Null for a stream of what has no message (an error). */
export function writeConverseForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  const events = converseEvents(body);
  return events === null ? null : writeAwsEvents(events);
}

/** The events alone; Amazon's own models send them inside `invoke` chunks, too. */
export function converseEvents(body: unknown): OutgoingAwsEvent[] | null {
  const message = property(property(body, "output"), "message");
  if (!isObject(body) || !isObject(message) || !Array.isArray(message["content"])) return null;
  const { output: _, error, stopReason, additionalModelResponseFields, ...metadata } = body;
  const end = {
    ...(stopReason === undefined ? {} : { stopReason }),
    ...(additionalModelResponseFields === undefined ? {} : { additionalModelResponseFields }),
  };
  return [
    { type: "messageStart", data: { role: message["role"] ?? "assistant" } },
    ...arrayAt(message, "content").flatMap(blockEvents),
    ...(Object.keys(end).length === 0 ? [] : [{ type: "messageStop", data: end }]),
    ...(Object.keys(metadata).length === 0 ? [] : [{ type: "metadata", data: metadata }]),
    ...(error === undefined ? [] : [writeException(error)]),
  ];
}

function writeException(error: unknown): OutgoingAwsEvent {
  return {
    type: stringAt(error, "type") ?? "internalServerException",
    data: { message: stringAt(error, "message") ?? "" },
    isException: true,
  };
}

function blockEvents(block: unknown, contentBlockIndex: number): OutgoingAwsEvent[] {
  if (!isObject(block)) return [];
  const { start, deltas } = splitBlock(block);
  return [
    ...(start === null ? [] : [{ type: "contentBlockStart", data: { start, contentBlockIndex } }]),
    ...deltas.map((delta) => ({ type: "contentBlockDelta", data: { delta, contentBlockIndex } })),
    { type: "contentBlockStop", data: { contentBlockIndex } },
  ];
}

/** Texts have no start event; what has no deltas is all start. */
function splitBlock(block: Fields): { readonly start: Fields | null; readonly deltas: Fields[] } {
  const { text, toolUse, reasoningContent, citationsContent } = block;
  if (typeof text === "string") return { start: null, deltas: textDeltas(text) };
  if (isObject(toolUse)) {
    const { input, ...start } = toolUse;
    const pieces = inputPieces(input).map((piece) => ({ toolUse: { input: piece } }));
    return { start: { toolUse: start }, deltas: pieces };
  }
  if (isObject(reasoningContent)) {
    return { start: null, deltas: reasoningDeltas(reasoningContent) };
  }
  if (isObject(citationsContent)) {
    const texts = arrayAt(citationsContent, "content").flatMap((part) =>
      textDeltas(stringAt(part, "text") ?? ""),
    );
    const citations = arrayAt(citationsContent, "citations").map((citation) => ({ citation }));
    return { start: null, deltas: [...texts, ...citations] };
  }
  return { start: block, deltas: [] };
}

function textDeltas(text: string): Fields[] {
  const pieces = textPieces(text);
  return (pieces.length === 0 ? [""] : pieces).map((piece) => ({ text: piece }));
}

/** A text is an input that was cut short. */
function inputPieces(input: unknown): string[] {
  if (typeof input === "string") return textPieces(input);
  const isEmpty = input === undefined || (isObject(input) && Object.keys(input).length === 0);
  return isEmpty ? [""] : textPieces(toJson(input));
}

function reasoningDeltas(reasoning: Fields): Fields[] {
  const { reasoningText, redactedContent } = reasoning;
  const signature = property(reasoningText, "signature");
  return [
    ...textPieces(stringAt(reasoningText, "text") ?? "").map((text) => ({ text })),
    ...(signature === undefined ? [] : [{ signature }]),
    ...(redactedContent === undefined ? [] : [{ redactedContent }]),
  ].map((reasoningContent) => ({ reasoningContent }));
}
