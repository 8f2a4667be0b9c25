// A response as the events it would have been streamed in: the inverse of responses-stream.ts.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { writeEvents, writeJson } from "#src/providers/write-body.ts";
import { itemEvents } from "./item-events.ts";

/** A response in a form. Null for a stream of what has no output (an error). */
export function writeResponseForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  if (!isObject(body) || !Array.isArray(body["output"])) return null;
  const skeleton = {
    ...body,
    ...("usage" in body ? { usage: null } : {}),
    ...("completed_at" in body ? { completed_at: null } : {}),
    ...("error" in body ? { error: null } : {}),
    ...("incomplete_details" in body ? { incomplete_details: null } : {}),
    status: "in_progress",
    output: [],
  };
  const events = [
    { type: "response.created", response: skeleton },
    { type: "response.in_progress", response: skeleton },
    ...arrayAt(body, "output").flatMap(itemEvents),
    { type: finalType(stringAt(body, "status")), response: body },
  ];
  return writeEvents(
    events.map((event, sequence_number) => ({
      event: event.type,
      data: { ...event, sequence_number },
    })),
  );
}

function finalType(status: string | null): string {
  const isOther = status === "failed" || status === "incomplete";
  return isOther ? `response.${status}` : "response.completed";
}
