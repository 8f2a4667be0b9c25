// Answers of calls of which nothing but the URL is known, in the form in which they were recorded.
import { arrayAt, isObject, property } from "#src/protocol/json.ts";
import { writeChatForm } from "./openai/write-chat.ts";
import type { WireBody } from "./operation.ts";
import { writeEvents, writeJson, writeJsonLines } from "./write-body.ts";

/**
 * A body as JSON or as text; as events (`stream`) or lines (`stream-lines`) one for each member of a
 * list, or the chunks of a chat completion.
 */
export function writeConfiguredForm(body: unknown, form: string): WireBody | null {
  const members: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (form === "stream-lines") return writeJsonLines(members);
  if (form === "stream") {
    const isChat = arrayAt(body, "choices").some((choice) => isObject(property(choice, "message")));
    if (isChat) return writeChatForm(body, "stream+usage");
    return writeEvents(members.map((data) => ({ data })));
  }
  return typeof body === "string"
    ? { contentType: "text/plain; charset=utf-8", parts: [Buffer.from(body)] }
    : writeJson(body);
}
