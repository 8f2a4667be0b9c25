// A chat completion as the chunks it would have been streamed in: the inverse of chat-stream.ts.
import { arrayAt, isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { type OutgoingEvent, writeEvents, writeJson } from "#src/providers/write-body.ts";
import { messageDeltas } from "./message-deltas.ts";
import { sharePieces } from "./share-logprobs.ts";

type Fields = Record<string, unknown>;

/** Forms of a chat completion; see {@link writeChatForm}. */
export const CHAT_FORMS = ["plain", "stream", "stream+usage"] as const;

/**
 * A chat completion in a form. A stream has the tokens in a chunk of their own if the form says so;
 * Groq and Mistral tell them unasked. Null for a stream of what has no choices (an error).
 *
 * What a stream cannot say and `assembleStream` therefore gives otherwise: a choice without index or
 * a message without role gets them, parts of the same type that follow each other are one part, an
 * empty text beside tool calls is null.
 */
export function writeChatForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  const chunks = chatChunks(body, { usageChunk: form === "stream+usage" });
  return chunks === null ? null : writeChunks(chunks);
}

/** Mistral's fill-in-the-middle: the same, the tokens always in the last chunk. */
export function writeFimForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  const chunks = chatChunks(body, { usageChunk: false, usageLast: true });
  return chunks === null ? null : writeChunks(chunks);
}

function writeChunks(chunks: readonly Fields[]): WireBody {
  return writeEvents([...chunks.map((data): OutgoingEvent => ({ data })), { data: "[DONE]" }]);
}

/** The chunks alone; Bedrock sends them in frames of its own. */
export function chatChunks(
  body: unknown,
  options: { readonly usageChunk: boolean; readonly usageLast?: boolean },
): Fields[] | null {
  if (!isObject(body) || !Array.isArray(body["choices"])) return null;
  const { first, every, last } = splitTop(body);
  const isMistral = MISTRAL.test(stringAt(body, "model") ?? "");
  const { usage } = body;
  const usageLast = isObject(usage) && (options.usageLast === true || isMistral);
  const usageChunk = isObject(usage) && options.usageChunk && !isMistral;
  const head = usageChunk ? { ...every, usage: null } : every;
  // Both send each tool call whole, and Mistral's client reads no half one.
  const wholeCalls = isMistral || isObject(body["x_groq"]);
  const choices = arrayAt(body, "choices").flatMap((choice, position) =>
    choiceChunks(choice, position, wholeCalls),
  );
  const chunks: Fields[] = choices.map((choice) => ({ ...head, choices: [choice] }));
  if (chunks.length === 0) chunks.push({ ...head, choices: [] });
  chunks[0] = { ...first, ...chunks[0] };
  const end = chunks.length - 1;
  chunks[end] = { ...chunks[end], ...last, ...(usageLast ? { usage } : {}) };
  return usageChunk ? [...chunks, { ...every, choices: [], usage }] : chunks;
}

const MISTRAL = /(?:mis|minis|codes|magis|devs|pix|mix|vox)tral/i;

/** The fields around the choices: those of every chunk, and lists and objects that come once. */
function splitTop(body: Fields): {
  readonly first: Fields;
  readonly every: Fields;
  readonly last: Fields;
} {
  const first: Fields = {};
  const every: Fields = {};
  const last: Fields = {};
  for (const [key, value] of Object.entries(body)) {
    if (key === "choices" || (key === "usage" && isObject(value))) continue;
    if (key === "object")
      every[key] = value === "chat.completion" ? "chat.completion.chunk" : value;
    else if (key === "error" || key === "x_groq") last[key] = value;
    else (typeof value === "object" && value !== null ? first : every)[key] = value;
  }
  if (isObject(last["x_groq"]) && isObject(body["usage"])) {
    last["x_groq"] = { ...last["x_groq"], usage: body["usage"] };
  }
  return { first, every, last };
}

function choiceChunks(choice: unknown, position: number, wholeCalls: boolean): Fields[] {
  if (!isObject(choice)) return [];
  const { index: _, message, logprobs, ...rest } = choice;
  const index = numberAt(choice, "index") ?? position;
  const pending = {
    ...("logprobs" in choice ? { logprobs: null } : {}),
    ...("finish_reason" in choice ? { finish_reason: null } : {}),
  };
  const pieces = sharePieces(stringAt(message, "content"), property(logprobs, "content"));
  const deltas = messageDeltas(message, { wholeCalls, content: pieces?.map(({ text }) => text) });
  const chunks: Fields[] = deltas.map((delta) => ({ index, delta, ...pending }));
  if (isObject(logprobs)) addLogprobs(chunks, logprobs, pieces);
  return [...chunks, { index, delta: {}, ...pending, ...rest }];
}

/** Each piece's tokens beside it; all at the start where they are not the pieces of the text. */
function addLogprobs(
  chunks: Fields[],
  logprobs: Fields,
  pieces: ReturnType<typeof sharePieces>,
): void {
  const texts = chunks.filter(({ delta }) => (stringAt(delta, "content") ?? "") !== "");
  if (pieces === null || texts.length !== pieces.length || pieces.length === 0) {
    const [start] = chunks;
    if (start !== undefined) start["logprobs"] = logprobs;
    return;
  }
  texts.forEach((chunk, at) => {
    chunk["logprobs"] = { ...logprobs, content: pieces[at]?.tokens };
  });
}
