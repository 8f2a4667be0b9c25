// The plain text of an answer, whatever the provider's format. Runs in the server; total.
import { isObject, property, valueAt } from "#src/protocol/json.ts";
import type { Message, ResponseFacts, TextLeaf } from "./message.ts";
import { operationById } from "./registry.ts";

/**
 * What the model (or tool) said: the first choice's text, without its reasoning; the parts of a
 * message follow each other directly, messages and items are joined by a line break. Empty where
 * there is no text.
 */
export function outputText(operationId: string, output: unknown): string {
  const operation = operationById(operationId);
  if (operation === null) return typeof output === "string" ? output : "";
  return textOfResponse(operation.readResponse(output), output);
}

/** The same, from facts already read; their paths must be those of `output`. */
export function textOfResponse(response: ResponseFacts, output: unknown): string {
  const [first] = response.messages;
  const alternatives = first !== undefined && /^(?:choices|candidates)\[/.test(first.path);
  const messages = alternatives ? [first] : response.messages;
  return messages
    .map((message) => textOfMessage(message, output))
    .filter((text) => text !== "")
    .join("\n");
}

function textOfMessage(message: Message, output: unknown): string {
  return message.texts
    .filter((leaf) => !isReasoning(leaf, message, output))
    .map((leaf) => leaf.text)
    .join("");
}

const REASONING_PATH =
  /(?:^|[.\]])(?:reasoning_content|reasoning|reasoningText|thinking|tool_plan|summary)(?:[.[]|$)/;

/** True for what a model thought before it said something. `body` is the one that the paths are of. */
export function isReasoning(leaf: TextLeaf, message: Message, body: unknown): boolean {
  const inside = message.path === "" ? leaf.path : leaf.path.slice(message.path.length);
  if (REASONING_PATH.test(inside)) return true;
  // Gemini marks a part as thought, the Responses API a whole item.
  const part = valueAt(body, leaf.path.replace(/\.[^.[\]]+$/, ""));
  if (isObject(part) && part["thought"] === true) return true;
  return property(valueAt(body, message.path), "type") === "reasoning";
}
