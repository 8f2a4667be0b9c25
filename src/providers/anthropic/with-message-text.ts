// Another text for an Anthropic message.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import { whereKnown, withOneText } from "#src/providers/with-one-text.ts";

/** The text blocks become one, thoughts and the provider's own tools stay; null where there is no content. */
export function withMessageText(body: unknown, text: string): unknown {
  if (!isObject(body) || !Array.isArray(body["content"])) return null;
  const content = withOneText(arrayAt(body, "content"), {
    isText: (block) => stringAt(block, "type") === "text",
    isCall: (block) => stringAt(block, "type") === "tool_use",
    write: (first) =>
      isObject(first)
        ? { ...first, text, ...whereKnown(first, { citations: null }) }
        : { type: "text", text },
  });
  const ended = { stop_reason: "end_turn", stop_sequence: null, stop_details: null };
  return { ...body, content, ...whereKnown(body, ended) };
}
