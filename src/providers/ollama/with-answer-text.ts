// Another text for Ollama's answers.
import { isObject } from "#src/protocol/json.ts";
import { whereKnown } from "#src/providers/with-one-text.ts";

/** The message says `text`; null where there is none. */
export function withMessageText(body: unknown, text: string): unknown {
  if (!isObject(body) || !isObject(body["message"])) return null;
  const { tool_calls: _, ...message } = body["message"];
  return { ...body, message: { ...message, content: text }, ...ended(body) };
}

/** The same for what `/api/generate` answers. */
export function withGeneratedText(body: unknown, text: string): unknown {
  if (!isObject(body) || typeof body["response"] !== "string") return null;
  return { ...body, response: text, ...ended(body) };
}

function ended(body: Record<string, unknown>): Record<string, unknown> {
  return whereKnown(body, { done_reason: "stop" });
}
