// Another text for a Gemini answer.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import { withOneText } from "#src/providers/with-one-text.ts";
import { eitherKey } from "./contents.ts";

type Fields = Record<string, unknown>;

/** The first candidate says `text`, thoughts stay; null where there is no candidate. */
export function withContentText(body: unknown, text: string): unknown {
  const [first, ...others] = arrayAt(body, "candidates");
  if (!isObject(body) || !isObject(first)) return null;
  return { ...body, candidates: [withCandidateText(first, text), ...others] };
}

function withCandidateText(candidate: Fields, text: string): Fields {
  const { content, finishMessage: _, citationMetadata: __, ...others } = candidate;
  const known = isObject(content) ? content : { role: "model" };
  const parts = withOneText(arrayAt(content, "parts"), {
    isText: (part) => stringAt(part, "text") !== null && property(part, "thought") !== true,
    isCall: (part) => isObject(eitherKey(part, "functionCall", "function_call").value),
    write: (first) => (isObject(first) ? { ...first, text } : { text }),
  });
  return { ...others, content: { ...known, parts }, finishReason: "STOP" };
}
