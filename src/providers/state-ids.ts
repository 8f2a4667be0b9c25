// Ids by which a provider keeps a conversation: a request names what it continues, a response what
// it can be continued by. They are new with every answer, so they are no part of a request's
// identity; calls that differ in nothing else are told apart by them. Runs in the user's process
// and the server.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";

/** Stands in a normalised request for an id of state: that there is one counts, which one does not. */
const BLANK = "#";

/** Providers that keep state. */
const STATEFUL = new Set(["openai", "anthropic", "bedrock"]);

/** Operations whose answers can be continued by id. */
const CONTINUED = new Set(["openai.responses", "anthropic.messages"]);

/** More than an answer has. */
const MOST_IDS = 100;

/** The ids of the provider's state that a request continues, in a fixed order. */
export function continuedIds(operation: string, body: unknown): string[] {
  if (!isStateful(operation) || !isObject(body)) return [];
  const ids = [
    body["previous_response_id"],
    idOf(body["conversation"]),
    property(body["thread"], "previous_message_id"),
    idOf(body["container"]),
    ...arrayAt(body, "tools").map((tool) => idOf(property(tool, "container"))),
    ...arrayAt(body, "input").map((item) =>
      stringAt(item, "type") === "item_reference" ? stringAt(item, "id") : null,
    ),
  ];
  return ids.filter((id): id is string => typeof id === "string" && id !== "");
}

const STATE_ID_PATH =
  /^(?:previous_response_id|thread\.previous_message_id|(?:conversation|(?:tools\[\d+\]\.)?container)(?:\.id)?)$/;

/** True where a request has an id of the provider's state: what stands there is no part of its identity. */
export function isStateIdPath(path: string): boolean {
  return STATE_ID_PATH.test(path);
}

const ID = /"id":\s*"([^"\\]{1,200})"/g;

/**
 * The ids that later requests can continue an answer by, in their order. The answer is a body, or its
 * text on the wire, whether one body or a stream of events: text is searched, not parsed.
 */
export function broughtIds(operation: string, answer: unknown): string[] {
  if (!CONTINUED.has(operation)) return [];
  const text = typeof answer === "string" ? answer : (JSON.stringify(answer) ?? "");
  const ids = new Set<string>();
  for (const [, id = ""] of text.matchAll(ID)) {
    ids.add(id);
    if (ids.size === MOST_IDS) break;
  }
  return [...ids];
}

/** The body with its ids of state blanked; the body itself where it has none. */
export function withoutStateIds(operation: string, body: unknown): unknown {
  if (!isStateful(operation) || !isObject(body)) return body;
  const blanked: Record<string, unknown> = {};
  for (const key of ["previous_response_id", "conversation", "container"]) {
    if (idOf(body[key]) !== null) blanked[key] = withBlankId(body[key]);
  }
  const { thread, tools } = body;
  if (isObject(thread) && typeof thread["previous_message_id"] === "string") {
    blanked["thread"] = { ...thread, previous_message_id: BLANK };
  }
  if (Array.isArray(tools) && tools.some((tool) => idOf(property(tool, "container")) !== null)) {
    blanked["tools"] = tools.map(withBlankContainer);
  }
  return Object.keys(blanked).length === 0 ? body : { ...body, ...blanked };
}

function isStateful(operation: string): boolean {
  return STATEFUL.has(operation.slice(0, operation.indexOf(".")));
}

/** `"<id>"` or `{ "id": "<id>" }`. */
function idOf(value: unknown): string | null {
  return typeof value === "string" ? value : stringAt(value, "id");
}

function withBlankId(value: unknown): unknown {
  return isObject(value) ? { ...value, id: BLANK } : BLANK;
}

function withBlankContainer(tool: unknown): unknown {
  const container = property(tool, "container");
  if (!isObject(tool) || idOf(container) === null) return tool;
  return { ...tool, container: withBlankId(container) };
}
