// The chunks of a streamed chat completion, put together to the completion it would have been.
import { arrayAt, isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";
import { mergeDelta } from "./merge-delta.ts";

interface Choice {
  readonly rest: Record<string, unknown>;
  readonly message: Record<string, unknown>;
}

/** The completion that the stream's bytes amount to; null where they hold no chunk. */
export function assembleChatStream(bytes: Uint8Array): unknown {
  return assembleChatChunks(parseJsonEvents(bytes).map(({ json }) => json));
}

/** The same, from chunks already parsed. */
export function assembleChatChunks(chunks: readonly unknown[]): unknown {
  const top: Record<string, unknown> = {};
  const choices = new Map<number, Choice>();
  let seen = false;
  for (const chunk of chunks) {
    if (!isObject(chunk) || !isChatChunk(chunk)) continue;
    seen = true;
    for (const [key, value] of Object.entries(chunk)) {
      if (key !== "choices" && (value !== null || !(key in top))) top[key] = value;
    }
    arrayAt(chunk, "choices").forEach((choice, at) => addChoice(choices, choice, at));
  }
  if (!seen) return null;
  if (top["object"] === "chat.completion.chunk") top["object"] = "chat.completion";
  const groqUsage = property(top["x_groq"], "usage");
  if (top["usage"] === undefined && groqUsage !== undefined) top["usage"] = groqUsage;
  if (choices.size === 0 && "error" in top) return top;
  return { ...top, choices: finishChoices(choices) };
}

function isChatChunk(chunk: Record<string, unknown>): boolean {
  return Array.isArray(chunk["choices"]) || "error" in chunk;
}

function addChoice(choices: Map<number, Choice>, choice: unknown, position: number): void {
  if (!isObject(choice)) return;
  const index = numberAt(choice, "index") ?? position;
  const known = choices.get(index) ?? { rest: { index }, message: {} };
  choices.set(index, known);
  for (const [key, value] of Object.entries(choice)) {
    if (key === "delta") mergeDelta(known.message, value);
    // Some servers end a stream with the whole message.
    else if (key === "message") mergeDelta(known.message, isEmpty(known.message) ? value : {});
    else if (key === "logprobs") addLogprobs(known.rest, value);
    else if (value !== null || !(key in known.rest)) known.rest[key] = value;
  }
}

function isEmpty(value: Record<string, unknown>): boolean {
  return Object.keys(value).length === 0;
}

/** Token lists of the chunks follow one another. */
function addLogprobs(rest: Record<string, unknown>, value: unknown): void {
  const known = rest["logprobs"];
  if (!isObject(value)) {
    rest["logprobs"] ??= value;
    return;
  }
  if (!isObject(known)) {
    rest["logprobs"] = value;
    return;
  }
  for (const [key, tokens] of Object.entries(value)) {
    const before = known[key];
    // The chunks are ours alone, so that the first list can take up the others.
    if (!Array.isArray(before) || !Array.isArray(tokens)) known[key] = tokens;
    else for (const token of tokens) before.push(token);
  }
}

function finishChoices(choices: ReadonlyMap<number, Choice>): unknown[] {
  return [...choices.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, { rest, message }]) => {
      const { index, ...others } = rest;
      return { index, message: finishMessage(message), ...others };
    });
}

/** A whole message has role and content, also where the stream had none; list positions are not part of it. */
function finishMessage(message: Record<string, unknown>): Record<string, unknown> {
  const { role, content, ...others } = message;
  const finished: Record<string, unknown> = {
    role: role ?? "assistant",
    content: content === "" && Array.isArray(message["tool_calls"]) ? null : (content ?? null),
    ...others,
  };
  if (Array.isArray(message["tool_calls"])) {
    finished["tool_calls"] = message["tool_calls"].map(finishToolCall);
  }
  return finished;
}

function finishToolCall(call: unknown): unknown {
  if (!isObject(call)) return call;
  const { index: _, ...others } = call;
  const called = property(call, "function");
  if (isObject(called) && stringAt(called, "arguments") === null && !("arguments" in called)) {
    return { ...others, function: { ...called, arguments: "" } };
  }
  return others;
}
