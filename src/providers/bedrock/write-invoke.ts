// What InvokeModel returns as the chunks it would have been streamed in: the inverse of
// invoke-stream.ts. The shape of the body tells the model family.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import { messageEvents } from "#src/providers/anthropic/write-message.ts";
import { chatChunks } from "#src/providers/openai/write-chat.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { writeAwsEvents } from "#src/providers/write-aws-events.ts";
import { toJson, writeJson } from "#src/providers/write-body.ts";
import { converseEvents } from "./write-converse.ts";

type Fields = Record<string, unknown>;

/**
 * An answer in a form. A family that is not known has its whole answer in one chunk. Null for a
 * stream of an error.
 */
export function writeInvokeForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  if (!isObject(body)) return null;
  const { error, ...answer } = body;
  const chunks = Object.keys(answer).length === 0 ? [] : chunksOf(answer);
  if (chunks.length === 0) return null;
  return writeAwsEvents([
    ...chunks.map((chunk) => ({
      type: "chunk",
      data: { bytes: Buffer.from(toJson(chunk)).toString("base64") },
    })),
    ...(error === undefined
      ? []
      : [
          {
            type: stringAt(error, "type") ?? "internalServerException",
            data: { message: stringAt(error, "message") ?? "" },
            isException: true,
          },
        ]),
  ]);
}

function chunksOf(body: Fields): readonly unknown[] {
  if (body["type"] === "message") return messageEvents(body) ?? [body];
  const converse = converseEvents(body);
  if (converse !== null) return converse.map(({ type, data }) => ({ [type]: data }));
  if (arrayAt(body, "choices").some((choice) => isObject(property(choice, "message")))) {
    return chatChunks(body, { usageChunk: false, usageLast: true }) ?? [body];
  }
  return textChunks(body);
}

/** Llama, old Claude and Cohere have one text; Titan and Mistral a list that is flat in chunks or has one member. */
function textChunks(body: Fields): Fields[] {
  for (const key of ["generation", "completion", "text"]) {
    const text = stringAt(body, key);
    if (text === null) continue;
    return [...textPieces(text).map((piece) => ({ [key]: piece })), { ...body, [key]: "" }];
  }
  const [output] = arrayAt(body, "outputs");
  if (isObject(output)) return mistralChunks(body, output);
  const [result] = arrayAt(body, "results");
  return isObject(result) ? titanChunks(body, result) : [body];
}

function mistralChunks(body: Fields, output: Fields): Fields[] {
  const pieces = textPieces(stringAt(output, "text") ?? "").map((text) => ({
    outputs: [{ text, stop_reason: null }],
  }));
  return [...pieces, { ...body, outputs: [{ ...output, text: "" }] }];
}

function titanChunks(body: Fields, result: Fields): Fields[] {
  const { results: _, ...rest } = body;
  const { outputText, tokenCount, completionReason } = result;
  const pieces = textPieces(typeof outputText === "string" ? outputText : "");
  return [
    ...pieces.map((piece) => ({ outputText: piece, index: 0 })),
    {
      ...rest,
      outputText: "",
      index: 0,
      totalOutputTextTokenCount: tokenCount,
      completionReason,
    },
  ];
}
