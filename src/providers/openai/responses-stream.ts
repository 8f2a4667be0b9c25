// The events of a streamed response, put together: the response of the last event where the stream
// is whole, else what the deltas give.
import { arrayAt, isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";

const FINAL_EVENTS = new Set(["response.completed", "response.failed", "response.incomplete"]);

/** What has come of a response. */
interface Draft {
  response: Record<string, unknown>;
  readonly items: Record<string, unknown>[];
  error: unknown;
  seen: boolean;
}

/** The response that the stream's bytes amount to; null where they hold no event of a response. */
export function assembleResponseStream(bytes: Uint8Array): unknown {
  const draft: Draft = { response: {}, items: [], error: null, seen: false };
  for (const { json } of parseJsonEvents(bytes)) applyEvent(draft, json);
  if (!draft.seen) return null;
  const { response } = draft;
  const output = arrayAt(response, "output").length > 0 ? response["output"] : present(draft.items);
  const whole = { ...response, output };
  return draft.error === null ? whole : { ...whole, error: draft.error };
}

function present(items: readonly unknown[]): unknown[] {
  return items.filter((item) => item !== undefined);
}

function applyEvent(draft: Draft, event: unknown): void {
  if (!isObject(event)) return;
  const type = stringAt(event, "type") ?? "";
  const response = property(event, "response");
  if (isObject(response)) {
    draft.seen = true;
    // The skeletons of the first events have an empty output; only a final one says what there is.
    draft.response = FINAL_EVENTS.has(type) ? response : { ...response, output: [] };
  } else if (type === "error" || isObject(event["error"])) {
    draft.seen = true;
    draft.error = event["error"] ?? { message: event["message"], code: event["code"] };
  } else if (type.startsWith("response.")) {
    draft.seen = true;
    applyItemEvent(draft.items, type, event);
  }
}

function applyItemEvent(
  items: Record<string, unknown>[],
  type: string,
  event: Record<string, unknown>,
): void {
  const index = numberAt(event, "output_index");
  if (index === null || !Number.isInteger(index) || index < 0 || index > 100_000) return;
  const added = property(event, "item");
  if (isObject(added)) {
    items[index] = structuredClone(added);
    return;
  }
  const item = (items[index] ??= { id: event["item_id"] });
  const step = STEPS[type];
  if (step !== undefined) step(item, event);
}

type Step = (item: Record<string, unknown>, event: Record<string, unknown>) => void;

/** How each event changes its item. `…done` events repeat the whole, and so mend lost deltas. */
const STEPS: Readonly<Record<string, Step>> = {
  "response.content_part.added": (item, event) =>
    setPart(item, "content", event["content_index"], event["part"]),
  "response.content_part.done": (item, event) =>
    setPart(item, "content", event["content_index"], event["part"]),
  "response.reasoning_summary_part.added": (item, event) =>
    setPart(item, "summary", event["summary_index"], event["part"]),
  "response.reasoning_summary_part.done": (item, event) =>
    setPart(item, "summary", event["summary_index"], event["part"]),
  "response.output_text.delta": (item, event) =>
    append(partAt(item, "content", event["content_index"], "output_text"), "text", event["delta"]),
  "response.output_text.done": (item, event) =>
    set(partAt(item, "content", event["content_index"], "output_text"), "text", event["text"]),
  "response.output_text.annotation.added": (item, event) =>
    addAnnotation(partAt(item, "content", event["content_index"], "output_text"), event),
  "response.refusal.delta": (item, event) =>
    append(partAt(item, "content", event["content_index"], "refusal"), "refusal", event["delta"]),
  "response.refusal.done": (item, event) =>
    set(partAt(item, "content", event["content_index"], "refusal"), "refusal", event["refusal"]),
  "response.reasoning_text.delta": (item, event) =>
    append(
      partAt(item, "content", event["content_index"], "reasoning_text"),
      "text",
      event["delta"],
    ),
  "response.reasoning_summary_text.delta": (item, event) =>
    append(partAt(item, "summary", event["summary_index"], "summary_text"), "text", event["delta"]),
  "response.reasoning_summary_text.done": (item, event) =>
    set(partAt(item, "summary", event["summary_index"], "summary_text"), "text", event["text"]),
  "response.function_call_arguments.delta": (item, event) =>
    append(item, "arguments", event["delta"]),
  "response.function_call_arguments.done": (item, event) =>
    set(item, "arguments", event["arguments"]),
  "response.mcp_call_arguments.delta": (item, event) => append(item, "arguments", event["delta"]),
  "response.mcp_call_arguments.done": (item, event) => set(item, "arguments", event["arguments"]),
  "response.custom_tool_call_input.delta": (item, event) => append(item, "input", event["delta"]),
  "response.custom_tool_call_input.done": (item, event) => set(item, "input", event["input"]),
  "response.code_interpreter_call_code.delta": (item, event) =>
    append(item, "code", event["delta"]),
  "response.code_interpreter_call_code.done": (item, event) => set(item, "code", event["code"]),
};

function append(target: Record<string, unknown>, key: string, delta: unknown): void {
  if (typeof delta === "string") target[key] = (stringAt(target, key) ?? "") + delta;
}

function set(target: Record<string, unknown>, key: string, value: unknown): void {
  if (typeof value === "string") target[key] = value;
}

function setPart(
  item: Record<string, unknown>,
  key: "content" | "summary",
  index: unknown,
  part: unknown,
): void {
  if (!isObject(part)) return;
  Object.assign(partAt(item, key, index, stringAt(part, "type") ?? ""), part);
}

function partAt(
  item: Record<string, unknown>,
  key: "content" | "summary",
  index: unknown,
  type: string,
): Record<string, unknown> {
  const known = item[key];
  const parts: unknown[] = Array.isArray(known) ? known : [];
  item[key] = parts;
  const at = typeof index === "number" && index >= 0 && index <= parts.length ? index : 0;
  const part = parts[at];
  if (isObject(part)) return part;
  const created = { type };
  parts[at] = created;
  return created;
}

function addAnnotation(part: Record<string, unknown>, event: Record<string, unknown>): void {
  const known = part["annotations"];
  part["annotations"] = [...(Array.isArray(known) ? known : []), event["annotation"]];
}
