// Another text for a response of the Responses API.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import { whereKnown, withOneText } from "#src/providers/with-one-text.ts";

type Fields = Record<string, unknown>;

/** One message says `text`, in the place of the first; null where there is no output. */
export function withResponseText(body: unknown, text: string): unknown {
  if (!isObject(body) || !Array.isArray(body["output"])) return null;
  const items = arrayAt(body, "output");
  const answered = new Set(items.filter(isResult).map((item) => stringAt(item, "call_id")));
  const output = withOneText(items, {
    isText: isMessage,
    // What the provider itself has carried out stays, with its result.
    isCall: (item) => isCall(item) && !answered.has(stringAt(item, "call_id")),
    write: (first) => writeMessage(first, text, messageId(body, items)),
  });
  return {
    ...body,
    ...whereKnown(body, {
      status: "completed",
      error: null,
      incomplete_details: null,
      output_text: text,
    }),
    output,
  };
}

function isMessage(item: unknown): boolean {
  return (stringAt(item, "type") ?? "message") === "message";
}

function isResult(item: unknown): boolean {
  return (stringAt(item, "type") ?? "").endsWith("_output");
}

function isCall(item: unknown): boolean {
  return stringAt(item, "call_id") !== null && !isResult(item);
}

/** A message where there was none takes its id from what stood there, so that it is the same each time. */
function messageId(body: Fields, items: readonly unknown[]): string {
  const call = items.find((item) => isCall(item) && stringAt(item, "id") !== null);
  const known = stringAt(call, "id") ?? stringAt(body, "id") ?? "";
  return `msg_${known.replace(/^[a-z]+[-_]/, "")}`;
}

function writeMessage(first: unknown, text: string, id: string): Fields {
  const known: Fields = isObject(first)
    ? first
    : { type: "message", id, status: "completed", role: "assistant" };
  const part = arrayAt(first, "content").find((each) => stringAt(each, "type") === "output_text");
  const logprobs = isObject(part) ? whereKnown(part, { logprobs: [] }) : {};
  return {
    ...known,
    ...whereKnown(known, { status: "completed" }),
    content: [{ type: "output_text", text, annotations: [], ...logprobs }],
  };
}
