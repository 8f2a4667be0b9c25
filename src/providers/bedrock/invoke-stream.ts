// The frames of InvokeModelWithResponseStream: each chunk is a piece in the model family's own
// format, as base64 in `bytes`. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_PayloadPart.html
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import { assembleMessageEvents } from "#src/providers/anthropic/message-stream.ts";
import { parseJsonOrUndefined } from "#src/providers/json-text.ts";
import { assembleChatChunks } from "#src/providers/openai/chat-stream.ts";
import { assembleConverseEvents } from "./converse-stream.ts";
import { type BedrockEvent, readBedrockEvents } from "./event-frames.ts";

type Chunk = Record<string, unknown>;

/** What InvokeModel would have returned; null where the bytes hold no whole frame. */
export function assembleInvokeStream(bytes: Uint8Array): unknown {
  const events = readBedrockEvents(bytes);
  const chunks = events.filter(({ error }) => error === null).flatMap(readChunk);
  const error = events.find((event) => event.error !== null)?.error ?? null;
  if (chunks.length === 0) return error === null ? null : { error };
  const whole = joinChunks(chunks);
  return error === null || !isObject(whole) ? whole : { ...whole, error };
}

function readChunk({ data }: BedrockEvent): Chunk[] {
  const encoded = stringAt(data, "bytes");
  // Some gateways send the piece as it is.
  const chunk =
    encoded === null ? data : parseJsonOrUndefined(Buffer.from(encoded, "base64").toString("utf8"));
  return isObject(chunk) ? [chunk] : [];
}

const CONVERSE_EVENT = /^(message(Start|Stop)|contentBlock(Start|Delta|Stop)|metadata)$/;

function joinChunks(chunks: readonly Chunk[]): unknown {
  if (chunks.some((chunk) => stringAt(chunk, "type")?.startsWith("message_") === true)) {
    return assembleMessageEvents(chunks);
  }
  const converse = chunks.flatMap((chunk) =>
    Object.entries(chunk)
      .filter(([key, data]) => CONVERSE_EVENT.test(key) && isObject(data))
      .map(([type, data]) => ({ type, data: isObject(data) ? data : {} })),
  );
  if (converse.length > 0) return assembleConverseEvents(converse);
  if (
    chunks.some((chunk) => arrayAt(chunk, "choices").some((c) => isObject(property(c, "delta"))))
  ) {
    return assembleChatChunks(chunks);
  }
  return joinTexts(chunks);
}

/** Llama, Titan, Mistral, Cohere and old Claude: each chunk has the next piece of one text. */
function joinTexts(chunks: readonly Chunk[]): unknown {
  const whole: Chunk = {};
  for (const chunk of chunks) {
    for (const [key, value] of Object.entries(chunk)) {
      if (TEXT_KEYS.has(key) && typeof value === "string") {
        whole[key] = (stringAt(whole, key) ?? "") + value;
      } else if (key === "outputs" && Array.isArray(value)) {
        whole[key] = joinOutputs(arrayAt(whole, key), value);
      } else if (value !== null) whole[key] = value;
    }
  }
  return finishTitan(whole);
}

const TEXT_KEYS = new Set(["generation", "completion", "outputText", "text"]);

function joinOutputs(before: readonly unknown[], more: readonly unknown[]): unknown[] {
  return more.map((output, index) => {
    const text = (stringAt(before[index], "text") ?? "") + (stringAt(output, "text") ?? "");
    return isObject(output) ? { ...output, text } : output;
  });
}

/** Titan's chunks are flat where its whole answer has a list of results. */
function finishTitan(whole: Chunk): Chunk {
  const { outputText, index: _, completionReason, totalOutputTextTokenCount, ...others } = whole;
  if (outputText === undefined) return whole;
  return {
    ...others,
    results: [{ tokenCount: totalOutputTextTokenCount, outputText, completionReason }],
  };
}
