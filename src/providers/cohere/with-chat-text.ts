// Another text for a Cohere chat's answer.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import { whereKnown, withOneText } from "#src/providers/with-one-text.ts";

type Fields = Record<string, unknown>;

/** Version 2 has a message, version 1 a text; null where there is neither. */
export function withCohereText(body: unknown, text: string): unknown {
  if (!isObject(body)) return null;
  const ended = whereKnown(body, { finish_reason: "COMPLETE" });
  if (isObject(body["message"])) {
    return { ...body, message: withMessageText(body["message"], text), ...ended };
  }
  if (typeof body["text"] !== "string") return null;
  const { tool_calls: _, ...others } = body;
  return { ...others, text, ...whereKnown(body, { citations: [] }), ...ended };
}

function withMessageText(message: Fields, text: string): Fields {
  // The plan was to call the tools.
  const { tool_calls: _, tool_plan: __, ...others } = message;
  const content = withOneText(arrayAt(message, "content"), {
    isText: (block) => stringAt(block, "text") !== null,
    isCall: () => false,
    write: () => ({ type: "text", text }),
  });
  // Sources stand at places of the old text.
  return { ...others, content, ...whereKnown(message, { citations: [] }) };
}
