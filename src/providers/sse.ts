// Server-sent events as bytes: the WHATWG event-stream grammar, over a whole (or broken-off) body.
// https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
import { parseJsonOrUndefined } from "./json-text.ts";

/** One dispatched event. */
export interface ServerSentEvent {
  /** The `event` field, `message` where there was none. */
  readonly event: string;
  /** The `data` lines, joined by newlines. */
  readonly data: string;
  /** The last event id at the time of dispatch. */
  readonly id: string;
}

/** How to treat the end of the bytes. */
export interface EventStreamOptions {
  /**
   * Also give the event that the last blank line is missing for. The standard drops it; providers'
   * SDKs do not, and a reader that parses the data as JSON cannot mistake half an event for a whole one.
   */
  readonly keepUnfinished?: boolean;
}

const LINE = /\r\n|\n|\r/g;

/** All events of a stream, in order. Never throws: bytes that are no event stream give none. */
export function parseEventStream(
  bytes: Uint8Array,
  options: EventStreamOptions = {},
): ServerSentEvent[] {
  // TextDecoder drops one leading byte order mark and replaces broken UTF-8, as the standard asks.
  const text = new TextDecoder().decode(bytes);
  const events: ServerSentEvent[] = [];
  const draft = { event: "", data: [] as string[], id: "" };
  const dispatch = (): void => {
    const { data, event, id } = draft;
    if (data.length > 0) events.push({ event: event || "message", data: data.join("\n"), id });
    draft.event = "";
    draft.data = [];
  };
  let start = 0;
  LINE.lastIndex = 0;
  for (let end = LINE.exec(text); end !== null; end = LINE.exec(text)) {
    const line = text.slice(start, end.index);
    start = LINE.lastIndex;
    if (line === "") dispatch();
    else applyField(draft, line);
  }
  if (options.keepUnfinished === true) {
    if (start < text.length) applyField(draft, text.slice(start));
    dispatch();
  }
  return events;
}

function applyField(draft: { event: string; data: string[]; id: string }, line: string): void {
  const colon = line.indexOf(":");
  if (colon === 0) return;
  const field = colon === -1 ? line : line.slice(0, colon);
  const skip = line.charCodeAt(colon + 1) === 0x20 ? 2 : 1;
  const value = colon === -1 ? "" : line.slice(colon + skip);
  if (field === "data") draft.data.push(value);
  else if (field === "event") draft.event = value;
  else if (field === "id" && !value.includes("\0")) draft.id = value;
}

/** An event whose data is JSON. */
export interface JsonEvent {
  readonly event: string;
  readonly json: unknown;
}

/** The events whose data is JSON; `[DONE]` markers, comments and a last event cut in half are left out. */
export function parseJsonEvents(bytes: Uint8Array): JsonEvent[] {
  const events: JsonEvent[] = [];
  for (const { event, data } of parseEventStream(bytes, { keepUnfinished: true })) {
    const json = parseJsonOrUndefined(data);
    if (json !== undefined) events.push({ event, json });
  }
  return events;
}
