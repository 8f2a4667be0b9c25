// Reads the text of a request body for the mock's rules, whatever the provider. Tests only.

/** A request's text: of its last turn, and of everything in it. */
export interface TurnText {
  /** The last message, or the tool results that end the conversation. */
  readonly last: string;
  readonly all: string;
}

/** Fields whose strings are no text. */
const SILENT = new Set([
  "role",
  "type",
  "id",
  "call_id",
  "tool_call_id",
  "tool_use_id",
  "status",
  "model",
]);

/** The text of a request body; empty where there is none. */
export function readTurn(body: unknown): TurnText {
  const source = conversationOf(body);
  const items = Array.isArray(source) ? source : [source];
  // The texts of an embedding request stand side by side.
  if (items.every((item) => typeof item === "string"))
    return { last: textOf(items), all: textOf(body) };
  let start = items.length - 1;
  while (start > 0 && isToolResult(items[start]) && isToolResult(items[start - 1])) start--;
  return { last: textOf(items.slice(start)), all: textOf(body) };
}

function conversationOf(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return "";
  const fields = body as Record<string, unknown>;
  return fields["messages"] ?? fields["contents"] ?? fields["input"] ?? fields["prompt"] ?? "";
}

function isToolResult(item: unknown): boolean {
  if (typeof item !== "object" || item === null) return false;
  const { role, type } = item as { role?: unknown; type?: unknown };
  return role === "tool" || type === "function_call_output";
}

function textOf(value: unknown): string {
  const texts: string[] = [];
  const visit = (part: unknown): void => {
    if (typeof part === "string") texts.push(part);
    else if (Array.isArray(part)) for (const item of part) visit(item);
    else if (typeof part === "object" && part !== null) {
      for (const [key, item] of Object.entries(part)) if (!SILENT.has(key)) visit(item);
    }
  };
  visit(value);
  return texts.join("\n");
}
