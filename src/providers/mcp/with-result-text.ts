// Another text for a tool's result.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonOrUndefined } from "#src/providers/json-text.ts";
import { withOneText } from "#src/providers/with-one-text.ts";

type Fields = Record<string, unknown>;

/** The texts of a result (alone or in its answer) become one, pictures stay; null where there is no result. */
export function withResultText(body: unknown, text: string): unknown {
  if (!isObject(body)) return null;
  const { result } = body;
  if (isObject(result)) return { ...body, result: withContentText(result, text) };
  return Array.isArray(body["content"]) ? withContentText(body, text) : null;
}

function withContentText(result: Fields, text: string): Fields {
  const content = withOneText(arrayAt(result, "content"), {
    isText: (part) =>
      stringAt(part, "text") !== null || stringAt(property(part, "resource"), "text") !== null,
    isCall: () => false,
    write: () => ({ type: "text", text }),
  });
  return { ...result, content, ...structured(result, text) };
}

/** A tool with a schema of its result says it twice; clients insist on both. */
function structured(result: Fields, text: string): Fields {
  const value = "structuredContent" in result ? parseJsonOrUndefined(text) : undefined;
  return isObject(value) ? { structuredContent: value } : {};
}
