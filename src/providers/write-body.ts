// Bodies in the parts they go over the wire in: one JSON text, server-sent events, lines of JSON.
// Runs in the server.
import { canonicalJson } from "./json-text.ts";
import type { WireBody } from "./operation.ts";

/** One event to be sent; without a name it is a bare `data` line. */
export interface OutgoingEvent {
  readonly event?: string;
  /** JSON, or a string that is sent as it stands (`[DONE]`). */
  readonly data: unknown;
}

/** A body in one part. */
export function writeJson(value: unknown): WireBody {
  return { contentType: "application/json", parts: [Buffer.from(toJson(value))] };
}

/** Each event a part of its own. */
export function writeEvents(events: readonly OutgoingEvent[]): WireBody {
  return {
    contentType: "text/event-stream; charset=utf-8",
    parts: events.map(({ event, data }) => {
      const text = typeof data === "string" ? data : toJson(data);
      const lines = text.split("\n").map((line) => `data: ${line}\n`);
      return Buffer.from(`${event === undefined ? "" : `event: ${event}\n`}${lines.join("")}\n`);
    }),
  };
}

/** Each value a line and a part of its own. */
export function writeJsonLines(values: readonly unknown[]): WireBody {
  return {
    contentType: "application/x-ndjson",
    parts: values.map((value) => Buffer.from(`${toJson(value)}\n`)),
  };
}

/** A value as JSON, however deep. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return canonicalJson(value); // Too deep for the stack.
  }
}
