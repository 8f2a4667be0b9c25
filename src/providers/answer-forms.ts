// An answer in every form that a request may ask for it in: the recorded bytes where they have that
// form, written anew where they have not. Runs in the server; pure.
import type { ReplayAnswer } from "#src/protocol/replay-file.ts";
import { decodeBody } from "./decode-body.ts";
import { hasUsageChunk, withoutUsageChunk } from "./openai/usage-chunk.ts";
import type { Operation } from "./operation.ts";
import { operationById } from "./registry.ts";
import { type Arrivals, splitParts, toReplayBody } from "./replay-parts.ts";
import { writeJson } from "./write-body.ts";

/** By form: `plain`, `stream`, … */
export type AnswerForms = ReplayAnswer["forms"];

/** An answer as the store has it. */
export interface RecordedAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** After content decoding. */
  readonly bytes: Uint8Array;
  /** Absent where it came at once. */
  readonly arrivals?: Arrivals;
  /** The form that its request asked for; absent where the bytes tell it. Some tell tokens unasked. */
  readonly wanted?: string;
}

/**
 * A recorded answer in all forms that can be had; the recorded one byte for byte, in the recorded
 * parts and with their times. Errors, bodies that are not the provider's, and answers of unknown
 * operations have the recorded form alone.
 */
export function answerForms(operationId: string, recorded: RecordedAnswer): AnswerForms {
  const operation = operationById(operationId);
  const { form, body } = readAnswer(operation, recorded);
  const whole = {
    content_type: recorded.contentType,
    parts: splitParts(recorded.bytes, recorded.arrivals ?? []),
  };
  const forms: AnswerForms = { [form]: whole };
  // Nothing in such a request says which form it wants: it gets the one it got.
  if (operation?.forms === undefined) forms["plain"] = whole;
  if (recorded.wanted !== undefined) forms[recorded.wanted] = whole;
  if (form === "stream+usage") forms["stream"] ??= withoutUsageChunk(whole);
  return body === undefined ? forms : { ...forms, ...writeForms(operation, body, forms) };
}

/**
 * A body that stands in the place of a recorded answer (an edit) in all forms that can be had.
 * `contentType` is the recorded answer's: it tells the form for requests that do not say which one they want.
 */
export function bodyForms(
  operationId: string,
  body: unknown,
  contentType: string | null = null,
): AnswerForms {
  const operation = operationById(operationId);
  const plain = toReplayBody(writeJson(body));
  if (operation?.forms !== undefined) return { plain, ...writeForms(operation, body) };
  const written =
    operation?.writeForm?.(body, unaskedForm(contentType)) ?? operation?.writeForm?.(body, "plain");
  return { plain: written ? toReplayBody(written) : plain };
}

/** What an answer turned out to be. */
interface ReadAnswer {
  readonly form: string;
  /** The body that it amounts to; undefined where it cannot be put in another form. */
  readonly body?: unknown;
}

function readAnswer(operation: Operation | null, recorded: RecordedAnswer): ReadAnswer {
  const { status, contentType, bytes } = recorded;
  const { kind, value } = decodeBody(bytes, { contentType, contentEncoding: null });
  const isStream = kind === "stream";
  if (operation === null || status >= 400) return { form: isStream ? "stream" : "plain" };
  // Gemini streams as one JSON array, some gateways send events as text.
  if (isStream || kind === "text" || Array.isArray(value)) {
    const body = operation.assembleStream({ bytes, contentType: contentType ?? "" });
    if (body !== null) return { form: streamForm(operation, bytes, value), body };
  }
  if (kind === "json" && !isStream) return { form: "plain", body: value };
  return { form: isStream ? "stream" : "plain" };
}

function streamForm(operation: Operation, bytes: Uint8Array, value: unknown): string {
  const has = (form: string): boolean => operation.forms?.includes(form) === true;
  if (Array.isArray(value) && has("stream-array")) return "stream-array";
  return has("stream+usage") && hasUsageChunk(bytes) ? "stream+usage" : "stream";
}

/** The operation's forms but those that are there already. */
function writeForms(
  operation: Operation | null,
  body: unknown,
  known: AnswerForms = {},
): AnswerForms {
  const forms: AnswerForms = {};
  for (const form of operation?.forms ?? []) {
    if (form in known) continue;
    const written = operation?.writeForm?.(body, form) ?? null;
    if (written !== null) forms[form] = toReplayBody(written);
  }
  return forms;
}

function unaskedForm(contentType: string | null): string {
  if (contentType?.includes("event-stream") === true) return "stream";
  return /ndjson|jsonl|stream\+json/.test(contentType ?? "") ? "stream-lines" : "plain";
}
