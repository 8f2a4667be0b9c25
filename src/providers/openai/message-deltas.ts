// A chat message as the deltas that make it up: the inverse of merge-delta.ts.
import { isObject, stringAt } from "#src/protocol/json.ts";
import { base64Pieces, textPieces } from "#src/providers/text-pieces.ts";

type Fields = Record<string, unknown>;

/** Texts that are streamed, in the order they come in. */
const STREAMED_KEYS = ["reasoning_content", "reasoning", "thinking", "content", "refusal"] as const;

export interface DeltaOptions {
  /** A tool call comes in one delta. */
  readonly wholeCalls: boolean;
  /** The content already cut. */
  readonly content?: readonly string[] | undefined;
}

/** The first says who speaks and has what is not streamed; each other one has one piece. */
export function messageDeltas(message: unknown, options: DeltaOptions): Fields[] {
  if (!isObject(message)) return [{ role: "assistant", content: null }];
  const first: Fields = { role: message["role"] ?? "assistant" };
  const later: Fields[] = [];
  for (const key of STREAMED_KEYS) {
    if (!(key in message)) continue;
    const pieces = streamedPieces(message[key], key === "content" ? options.content : undefined);
    if (pieces === null) first[key] = message[key];
    // A reasoning text begins with its own delta: some clients tell its start by the key.
    else if (key === "content" || pieces.length === 0) first[key] = "";
    later.push(...(pieces ?? []).map((piece) => ({ [key]: piece })));
  }
  for (const [key, value] of Object.entries(message)) {
    if (key === "role" || isStreamed(key)) continue;
    const deltas = memberDeltas(key, value, options);
    if (deltas === null) first[key] = value;
    else later.push(...deltas);
  }
  return [first, ...later];
}

function isStreamed(key: string): boolean {
  return STREAMED_KEYS.some((streamed) => streamed === key);
}

/** Null for what is not streamed (null, an object). */
function streamedPieces(value: unknown, cut: readonly string[] | undefined): unknown[] | null {
  if (typeof value === "string") return [...(cut ?? textPieces(value))];
  return Array.isArray(value) && value.length > 0 ? value.flatMap(partPieces) : null;
}

/** Mistral's parts: a list of one for each piece. */
function partPieces(part: unknown): unknown[] {
  const text = stringAt(part, "text");
  if (!isObject(part) || text === null || part["type"] !== "text") return [[part]];
  return textPieces(text).map((piece) => [{ ...part, text: piece }]);
}

function memberDeltas(key: string, value: unknown, options: DeltaOptions): Fields[] | null {
  if (key === "tool_calls" && Array.isArray(value)) {
    return value.flatMap((call, index) => toolCallDeltas(call, index, options.wholeCalls));
  }
  if (!isObject(value)) return null;
  if (key === "function_call") {
    return pieceDeltas(value, ["arguments"]).map((delta) => ({ [key]: delta }));
  }
  if (key === "audio") {
    return pieceDeltas(value, ["transcript", "data"]).map((delta) => ({ [key]: delta }));
  }
  return null;
}

/** Name and id first, then the arguments piece by piece. */
function toolCallDeltas(call: unknown, index: number, whole: boolean): Fields[] {
  if (!isObject(call)) return [];
  const at = (delta: Fields): Fields => ({ tool_calls: [{ index, ...delta }] });
  if (whole) return [at({ ...call, index })];
  const { function: called, custom, ...others } = call;
  if (isObject(called)) {
    const [first, ...pieces] = pieceDeltas(called, ["arguments"]);
    return [
      at({ ...others, index, function: first }),
      ...pieces.map((piece) => at({ function: piece })),
    ];
  }
  if (isObject(custom)) {
    const [first, ...pieces] = pieceDeltas(custom, ["input"]);
    return [
      at({ ...others, index, custom: first }),
      ...pieces.map((piece) => at({ custom: piece })),
    ];
  }
  return [at({ ...call, index })];
}

/** An object of which the texts at `keys` come in pieces. */
function pieceDeltas(value: Fields, keys: readonly string[]): Fields[] {
  const first: Fields = { ...value };
  const later: Fields[] = [];
  for (const key of keys) {
    const text = value[key];
    if (typeof text !== "string") continue;
    first[key] = "";
    const pieces = key === "data" ? base64Pieces(text) : textPieces(text);
    later.push(...pieces.map((piece) => ({ [key]: piece })));
  }
  return [first, ...later];
}
