// `text` of an edit: the plain text of an answer, in whatever format it is. Pure.
import { isObject, property, stringAt } from "#src/protocol/json.ts";

/**
 * A result of a tool of the program's own with `text` as its text: a string as it is, blocks with
 * their other parts, an object where one of its values is its text. Null where there is no such place.
 */
export function withResultText(content: unknown, text: string): unknown {
  if (typeof content === "string") return text;
  if (Array.isArray(content)) return withBlockText(content, text);
  const keys = TEXT_KEYS.filter((key) => typeof property(content, key) === "string");
  const [key] = keys;
  return isObject(content) && key !== undefined && keys.length === 1
    ? { ...content, [key]: text }
    : null;
}

/** What frameworks call the text of a result that has to be an object (Gemini). */
const TEXT_KEYS = ["output", "result", "content", "text", "response", "value"] as const;

function withBlockText(blocks: readonly unknown[], text: string): unknown {
  const first = blocks.findIndex(isText);
  if (first === -1) return null;
  return blocks.flatMap((block, index) => {
    if (index === first && isObject(block)) return [{ ...block, text }];
    return isText(block) ? [] : [block];
  });
}

function isText(block: unknown): boolean {
  return stringAt(block, "text") !== null;
}
