// The request as its identity sees it: fields without a meaning for the answer are dropped, among
// them the form it is wanted in; ids that a provider made up and the program only hands back are
// replaced by their order of appearance, and those of the provider's state blanked, so that they do
// not tell apart what is the same request. Runs in the user's process and the server.
import { isObject, property } from "#src/protocol/json.ts";
import { withoutStateIds } from "./state-ids.ts";

/** Top-level fields that only account for a request: who asked, tags, hints for the provider's own caches. */
const MEANINGLESS_FIELDS: Readonly<Record<string, readonly string[]>> = {
  openai: ["user", "metadata", "safety_identifier", "prompt_cache_key", "prompt_cache_retention"],
  mistral: ["metadata"],
  anthropic: ["metadata"],
  gemini: ["labels"],
  bedrock: ["requestMetadata"],
};

/** Top-level fields that only say in which form the answer is wanted. */
const FORM_FIELDS: readonly string[] = ["stream", "stream_options"];
const SPEECH_FORM_FIELDS: readonly string[] = ["stream_format"];

/** The request of an operation (`openai.chat`) without what varies and means nothing. */
export function normalizeRequest(operation: string, body: unknown): unknown {
  const provider = operation.slice(0, operation.indexOf("."));
  if (provider === "mcp") return normalizeRpc(body);
  if (provider === "configured") return body;
  const asked = withoutFields(body, MEANINGLESS_FIELDS[provider] ?? []);
  const form = operation === "openai.speech" ? SPEECH_FORM_FIELDS : FORM_FIELDS;
  return withOrdinalIds(withoutStateIds(operation, withoutFields(asked, form)));
}

/** JSON-RPC ids count up per client, and `_meta` holds progress tokens. */
function normalizeRpc(body: unknown): unknown {
  const params = property(body, "params");
  return {
    method: property(body, "method") ?? null,
    params: isObject(params) ? withoutFields(params, ["_meta"]) : (params ?? null),
  };
}

function withoutFields(body: unknown, fields: readonly string[]): unknown {
  if (!isObject(body) || !fields.some((field) => field in body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => !fields.includes(key)));
}

/** Keys that link an answer to a call; their values are ids wherever they stand. */
const LINK_KEYS = new Set([
  "call_id",
  "tool_call_id",
  "tool_use_id",
  "toolUseId",
  "approval_request_id",
]);

/** How deep a body is searched; what is deeper is kept as it is. */
const MAX_DEPTH = 24;

function withOrdinalIds(body: unknown): unknown {
  const ordinals = new Map<string, string>();
  collectIds(body, ordinals, 0);
  return ordinals.size === 0 ? body : replaceIds(body, ordinals, 0);
}

function collectIds(value: unknown, ordinals: Map<string, string>, depth: number): void {
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    // Vectors and token lists hold no ids and can be long.
    if (typeof value[0] !== "number") {
      for (const item of value) collectIds(item, ordinals, depth + 1);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (typeof member !== "string") collectIds(member, ordinals, depth + 1);
    else if (
      (LINK_KEYS.has(key) || (key === "id" && isCallOrItem(value))) &&
      !ordinals.has(member)
    ) {
      ordinals.set(member, `#${ordinals.size + 1}`);
    }
  }
}

const CALL_TYPES =
  /^(function|custom|message|reasoning|item_reference|mcp_list_tools|mcp_approval_request|(server_|mcp_)?tool_use|.*_call(_output)?)$/;

/** A tool call or an item of an earlier answer, as opposed to a prompt or a file that has an id. */
function isCallOrItem(value: object): boolean {
  const type = property(value, "type");
  if (typeof type === "string") return CALL_TYPES.test(type);
  return "function" in value || ("name" in value && ("args" in value || "response" in value));
}

function replaceIds(value: unknown, ordinals: ReadonlyMap<string, string>, depth: number): unknown {
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return typeof value[0] === "number"
      ? value
      : value.map((item) => replaceIds(item, ordinals, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (typeof member !== "string") return [key, replaceIds(member, ordinals, depth + 1)];
      const isId = key === "id" || LINK_KEYS.has(key);
      return [key, isId ? (ordinals.get(member) ?? member) : member];
    }),
  );
}
