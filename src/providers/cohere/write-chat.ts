// A Cohere chat's answer as the events it would have been streamed in: the inverse of chat-stream.ts.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { writeEvents, writeJson, writeJsonLines } from "#src/providers/write-body.ts";

type Fields = Record<string, unknown>;

/**
 * An answer of either version in a form. Null for a stream of what has no message (an error).
 *
 * What a stream cannot say and `assembleStream` therefore leaves out: empty lists, an empty
 * plan, and members of a message that nobody here knows.
 */
export function writeCohereForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  if (!isObject(body)) return null;
  const { id, message, ...rest } = body;
  if (!isObject(message)) return typeof body["text"] === "string" ? writeVersion1(body) : null;
  const events = [
    {
      ...(id === undefined ? {} : { id }),
      type: "message-start",
      delta: {
        message: {
          role: message["role"] ?? "assistant",
          content: [],
          tool_plan: "",
          tool_calls: [],
          citations: [],
        },
      },
    },
    ...textPieces(stringAt(message, "tool_plan") ?? "").map((tool_plan) => ({
      type: "tool-plan-delta",
      delta: { message: { tool_plan } },
    })),
    ...arrayAt(message, "content").flatMap(contentEvents),
    ...arrayAt(message, "tool_calls").flatMap(toolCallEvents),
    ...arrayAt(message, "citations").flatMap(citationEvents),
    { type: "message-end", ...(id === undefined ? {} : { id }), delta: rest },
  ];
  return writeEvents(events.map((data) => ({ event: data.type, data })));
}

interface Event extends Fields {
  readonly type: string;
}

function contentEvents(block: unknown, index: number): Event[] {
  if (!isObject(block)) return [];
  const key = typeof block["thinking"] === "string" ? "thinking" : "text";
  const event = (type: string, content: Fields): Event => ({
    type,
    index,
    delta: { message: { content } },
  });
  return [
    event("content-start", { ...block, [key]: "" }),
    ...textPieces(stringAt(block, key) ?? "").map((piece) =>
      event("content-delta", { [key]: piece }),
    ),
    { type: "content-end", index },
  ];
}

function toolCallEvents(call: unknown, index: number): Event[] {
  if (!isObject(call)) return [];
  const { function: called, ...others } = call;
  const text = stringAt(called, "arguments");
  const start = isObject(called) && text !== null ? { ...called, arguments: "" } : called;
  const event = (type: string, tool_calls: Fields): Event => ({
    type,
    index,
    delta: { message: { tool_calls } },
  });
  return [
    event("tool-call-start", { ...others, function: start }),
    ...textPieces(text ?? "").map((piece) =>
      event("tool-call-delta", { function: { arguments: piece } }),
    ),
    { type: "tool-call-end", index },
  ];
}

function citationEvents(citations: unknown, index: number): Event[] {
  return [
    { type: "citation-start", index, delta: { message: { citations } } },
    { type: "citation-end", index },
  ];
}

/** Lines, of which the last has the whole answer once more. */
function writeVersion1(body: Fields): WireBody {
  const { generation_id, finish_reason } = body;
  return {
    ...writeJsonLines([
      { is_finished: false, event_type: "stream-start", generation_id },
      ...textPieces(stringAt(body, "text") ?? "").map((text) => ({
        is_finished: false,
        event_type: "text-generation",
        text,
      })),
      ...arrayAt(body, "citations").map((citation) => ({
        is_finished: false,
        event_type: "citation-generation",
        citations: [citation],
      })),
      ...(Array.isArray(body["tool_calls"])
        ? [
            {
              is_finished: false,
              event_type: "tool-calls-generation",
              tool_calls: body["tool_calls"],
            },
          ]
        : []),
      { is_finished: true, event_type: "stream-end", finish_reason, response: body },
    ]),
    contentType: "application/stream+json",
  };
}
