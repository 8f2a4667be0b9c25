// Another text for what Converse and InvokeModel return.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import { withMessageText } from "#src/providers/anthropic/with-message-text.ts";
import { withChatText, withCompletionText } from "#src/providers/openai/with-chat-text.ts";
import { whereKnown, withOneText } from "#src/providers/with-one-text.ts";

type Fields = Record<string, unknown>;

/** The text blocks become one, reasoning stays; null where there is no message. */
export function withConverseText(body: unknown, text: string): unknown {
  const output = property(body, "output");
  const message = property(output, "message");
  if (!isObject(body) || !isObject(output) || !isObject(message)) return null;
  const content = withOneText(arrayAt(message, "content"), {
    isText: (block) =>
      stringAt(block, "text") !== null || isObject(property(block, "citationsContent")),
    isCall: (block) => isObject(property(block, "toolUse")),
    write: () => ({ text }),
  });
  return {
    ...body,
    output: { ...output, message: { ...message, content } },
    ...whereKnown(body, { stopReason: "end_turn" }),
  };
}

/** The same for each model family's own format. */
export function withInvokeText(body: unknown, text: string): unknown {
  if (!isObject(body)) return null;
  if (isObject(body["output"])) return withConverseText(body, text);
  if (body["type"] === "message") return withMessageText(body, text);
  const [choice] = arrayAt(body, "choices");
  if (isObject(choice)) {
    const hasMessage = isObject(choice["message"]);
    return hasMessage ? withChatText(body, text) : withCompletionText(body, text);
  }
  return withListText(body, text) ?? withPlainText(body, text);
}

/** `{ generation }` of Llama, `{ completion }` of old Claude, `{ text }` of Cohere. */
function withPlainText(body: Fields, text: string): Fields | null {
  const key = ["generation", "completion", "text"].find((each) => typeof body[each] === "string");
  return key === undefined ? null : { ...body, [key]: text, ...ended(body) };
}

/** Titan, Mistral, Cohere and AI21; see `readLists` in invoke.ts. */
function withListText(body: Fields, text: string): Fields | null {
  for (const list of ["results", "outputs", "generations", "completions"]) {
    const [first, ...others] = arrayAt(body, list);
    if (!isObject(first)) continue;
    const changed = isObject(first["data"])
      ? { ...first, data: { ...first["data"], text } }
      : { ...first, ["outputText" in first ? "outputText" : "text"]: text, ...ended(first) };
    return { ...body, [list]: [changed, ...others] };
  }
  return null;
}

function ended(fields: Fields): Fields {
  return whereKnown(fields, {
    stop_reason: "completion" in fields ? "stop_sequence" : "stop",
    finish_reason: "COMPLETE",
    completionReason: "FINISH",
  });
}
