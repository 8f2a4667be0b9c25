// The events of a streamed Anthropic message, put together to the message.
// https://docs.anthropic.com/en/docs/build-with-claude/streaming
import { isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonOrUndefined } from "#src/providers/json-text.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";

interface Draft {
  message: Record<string, unknown>;
  readonly blocks: Record<string, unknown>[];
  /** The JSON text of tool inputs so far, by block. */
  readonly inputs: Map<number, string>;
  error: unknown;
  seen: boolean;
}

/** The message that the stream's bytes amount to; null where they hold none of its events. */
export function assembleMessageStream(bytes: Uint8Array): unknown {
  return assembleMessageEvents(parseJsonEvents(bytes).map(({ json }) => json));
}

/** The same, from events already parsed (Bedrock has them in frames of its own). */
export function assembleMessageEvents(events: readonly unknown[]): unknown {
  const draft: Draft = { message: {}, blocks: [], inputs: new Map(), error: null, seen: false };
  for (const event of events) applyEvent(draft, event);
  if (!draft.seen) return null;
  if (draft.error !== null && Object.keys(draft.message).length === 0) {
    return { type: "error", error: draft.error };
  }
  for (const [index, text] of draft.inputs) finishInput(draft.blocks[index], text);
  const content = draft.blocks.filter((block) => block !== undefined);
  const whole = { ...draft.message, content };
  return draft.error === null ? whole : { ...whole, error: draft.error };
}

function applyEvent(draft: Draft, event: unknown): void {
  if (!isObject(event)) return;
  switch (event["type"]) {
    case "message_start":
      draft.seen = true;
      draft.message = { ...(isObject(event["message"]) ? event["message"] : {}) };
      break;
    case "content_block_start":
      startBlock(draft, event);
      break;
    case "content_block_delta":
      applyDelta(draft, event);
      break;
    case "message_delta":
      finishMessage(draft, event);
      break;
    case "error":
      draft.seen = true;
      draft.error = event["error"] ?? { type: "error", message: "unknown error" };
      break;
    default: // ping, message_stop, content_block_stop: nothing to keep.
  }
}

function startBlock(draft: Draft, event: Record<string, unknown>): void {
  const index = blockIndex(event);
  const block = property(event, "content_block");
  if (index === null || !isObject(block)) return;
  draft.seen = true;
  draft.blocks[index] = { ...block };
}

/** A block's position; anything but a small whole number is not one. */
function blockIndex(event: Record<string, unknown>): number | null {
  const index = numberAt(event, "index");
  return index !== null && Number.isInteger(index) && index >= 0 && index < 100_000 ? index : null;
}

function applyDelta(draft: Draft, event: Record<string, unknown>): void {
  const index = blockIndex(event);
  const delta = property(event, "delta");
  if (index === null || !isObject(delta)) return;
  draft.seen = true;
  const block = (draft.blocks[index] ??= { type: "text" });
  const json = stringAt(delta, "partial_json");
  if (json !== null) draft.inputs.set(index, (draft.inputs.get(index) ?? "") + json);
  if (delta["type"] === "citations_delta") {
    const known = block["citations"];
    block["citations"] = [...(Array.isArray(known) ? known : []), delta["citation"]];
  }
  for (const key of ["text", "thinking", "signature", "content"] as const) {
    const more = stringAt(delta, key);
    if (more !== null) block[key] = (stringAt(block, key) ?? "") + more;
  }
}

/** The input as an object, as a whole message has it; the text as it came where that is cut short. */
function finishInput(block: Record<string, unknown> | undefined, text: string): void {
  if (block === undefined || text === "") return;
  const parsed = parseJsonOrUndefined(text);
  block["input"] = parsed === undefined ? text : parsed;
}

function finishMessage(draft: Draft, event: Record<string, unknown>): void {
  draft.seen = true;
  const { type: _, delta, usage, ...others } = event;
  const known = draft.message["usage"];
  draft.message = {
    ...draft.message,
    ...others,
    ...(isObject(delta) ? delta : {}),
    ...(isObject(usage)
      ? { usage: { ...(isObject(known) ? known : {}), ...withoutNulls(usage) } }
      : {}),
  };
}

function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}
