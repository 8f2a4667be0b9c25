// The events in which an item of a response's output is streamed.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { sharePieces } from "./share-logprobs.ts";

type Fields = Record<string, unknown>;

/** An event, its number in the sequence still to be given. */
export interface ItemEvent extends Fields {
  readonly type: string;
}

/** The item begun, its texts piece by piece, the item done. */
export function itemEvents(item: unknown, output_index: number): ItemEvent[] {
  if (!isObject(item)) return [];
  const at = { item_id: stringAt(item, "id") ?? "", output_index };
  return [
    { type: "response.output_item.added", output_index, item: begun(item) },
    ...arrayAt(item, "summary").flatMap((part, summary_index) =>
      summaryEvents(part, { ...at, summary_index }),
    ),
    ...arrayAt(item, "content").flatMap((part, content_index) =>
      partEvents(part, { ...at, content_index }),
    ),
    ...callEvents(item, at),
    { type: "response.output_item.done", output_index, item },
  ];
}

/** What of an item grows while it is streamed, and what it grows from. */
const GROWING: readonly (readonly [key: string, start: unknown])[] = [
  ["content", []],
  ["summary", []],
  ["status", "in_progress"],
  // A picture.
  ["result", null],
];

function begun(item: Fields): Fields {
  const start: Fields = { ...item };
  for (const [key, empty] of GROWING) if (key in item) start[key] = empty;
  const text = TEXTS[stringAt(item, "type") ?? ""];
  if (text !== undefined && typeof item[text.key] === "string") start[text.key] = "";
  return start;
}

function summaryEvents(part: unknown, at: Fields): ItemEvent[] {
  const text = stringAt(part, "text");
  if (!isObject(part) || text === null) return [];
  const prefix = "response.reasoning_summary";
  return [
    { type: `${prefix}_part.added`, ...at, part: { ...part, text: "" } },
    ...textPieces(text).map((delta) => ({ type: `${prefix}_text.delta`, ...at, delta })),
    { type: `${prefix}_text.done`, ...at, text },
    { type: `${prefix}_part.done`, ...at, part },
  ];
}

function partEvents(part: unknown, at: Fields): ItemEvent[] {
  if (!isObject(part)) return [];
  const empty = "refusal" in part ? { refusal: "" } : { text: "" };
  const lists = {
    ...(Array.isArray(part["annotations"]) ? { annotations: [] } : {}),
    ...(Array.isArray(part["logprobs"]) ? { logprobs: [] } : {}),
  };
  return [
    { type: "response.content_part.added", ...at, part: { ...part, ...empty, ...lists } },
    ...partTextEvents(part, at),
    { type: "response.content_part.done", ...at, part },
  ];
}

function partTextEvents(part: Fields, at: Fields): ItemEvent[] {
  const { refusal, text } = part;
  if (typeof refusal === "string") {
    return [
      ...textPieces(refusal).map((delta) => ({ type: "response.refusal.delta", ...at, delta })),
      { type: "response.refusal.done", ...at, refusal },
    ];
  }
  if (typeof text !== "string") return [];
  if (part["type"] === "reasoning_text") {
    return [
      ...textPieces(text).map((delta) => ({
        type: "response.reasoning_text.delta",
        ...at,
        delta,
      })),
      { type: "response.reasoning_text.done", ...at, text },
    ];
  }
  return outputTextEvents(part, text, at);
}

function outputTextEvents(part: Fields, text: string, at: Fields): ItemEvent[] {
  const logprobs = arrayAt(part, "logprobs");
  const pieces =
    sharePieces(text, logprobs.length > 0 ? logprobs : null) ??
    textPieces(text).map((piece) => ({ text: piece, tokens: [] }));
  return [
    ...pieces.map((piece) => ({
      type: "response.output_text.delta",
      ...at,
      delta: piece.text,
      logprobs: piece.tokens,
    })),
    ...arrayAt(part, "annotations").map((annotation, annotation_index) => ({
      type: "response.output_text.annotation.added",
      ...at,
      annotation_index,
      annotation,
    })),
    { type: "response.output_text.done", ...at, text, logprobs },
  ];
}

/** Items with a text of their own that is streamed: where it stands and what its events are called. */
const TEXTS: Readonly<Record<string, { readonly key: string; readonly event: string }>> = {
  function_call: { key: "arguments", event: "function_call_arguments" },
  mcp_call: { key: "arguments", event: "mcp_call_arguments" },
  custom_tool_call: { key: "input", event: "custom_tool_call_input" },
  code_interpreter_call: { key: "code", event: "code_interpreter_call_code" },
};

/** The steps of the provider's own tools, before and after what they do. */
const STEPS: Readonly<
  Record<string, readonly [before: readonly string[], after: readonly string[]]>
> = {
  web_search_call: [["in_progress", "searching"], ["completed"]],
  file_search_call: [["in_progress", "searching"], ["completed"]],
  image_generation_call: [["in_progress", "generating"], ["completed"]],
  code_interpreter_call: [["in_progress"], ["interpreting", "completed"]],
  mcp_list_tools: [["in_progress"], ["completed"]],
  mcp_call: [["in_progress"], ["completed"]],
};

function callEvents(item: Fields, at: Fields): ItemEvent[] {
  const type = stringAt(item, "type") ?? "";
  const [before, after] = STEPS[type] ?? [[], []];
  const step = (name: string): ItemEvent => ({ type: `response.${type}.${name}`, ...at });
  // A tool that failed did not complete.
  const isDone = item["status"] !== "failed" && (item["error"] ?? null) === null;
  return [
    ...before.map(step),
    ...textEvents(item, type, at),
    ...(isDone ? after : after.slice(0, -1)).map(step),
  ];
}

function textEvents(item: Fields, type: string, at: Fields): ItemEvent[] {
  const text = TEXTS[type];
  const value = text === undefined ? null : stringAt(item, text.key);
  if (text === undefined || value === null) return [];
  const name = type === "function_call" ? { name: item["name"] } : {};
  return [
    ...textPieces(value).map((delta) => ({ type: `response.${text.event}.delta`, ...at, delta })),
    { type: `response.${text.event}.done`, ...at, ...name, [text.key]: value },
  ];
}
