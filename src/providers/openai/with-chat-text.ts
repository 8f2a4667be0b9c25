// Another text for a chat completion, or for the completion of a prompt.
import { arrayAt, isObject, stringAt } from "#src/protocol/json.ts";
import { whereKnown, withOneText } from "#src/providers/with-one-text.ts";

type Fields = Record<string, unknown>;

/** The first choice says `text` and stops there; null where there is no choice. */
export function withChatText(body: unknown, text: string): unknown {
  return withFirstChoice(body, (choice) => {
    const { message } = choice;
    if (!isObject(message)) return null;
    return {
      ...choice,
      message: withMessageText(message, text),
      ...ended(choice),
    };
  });
}

/** The same for a completion of a prompt. */
export function withCompletionText(body: unknown, text: string): unknown {
  return withFirstChoice(body, (choice) => ({ ...choice, text, ...ended(choice) }));
}

function withFirstChoice(body: unknown, change: (choice: Fields) => Fields | null): unknown {
  const [first, ...others] = arrayAt(body, "choices");
  const changed = isObject(first) ? change(first) : null;
  return isObject(body) && changed !== null ? { ...body, choices: [changed, ...others] } : null;
}

/** The tokens of the old text are not those of the new one. */
function ended(choice: Fields): Fields {
  return whereKnown(choice, {
    logprobs: null,
    finish_reason: "stop",
    native_finish_reason: "stop",
  });
}

function withMessageText(message: Fields, text: string): Fields {
  const { tool_calls: _, function_call: __, audio: ___, ...others } = message;
  const { content } = message;
  return {
    ...others,
    // Sources stand at places of the old text.
    ...whereKnown(message, { refusal: null, annotations: [] }),
    content: Array.isArray(content) ? withPartsText(content, text) : text,
  };
}

/** Mistral's parts: thoughts stay. */
function withPartsText(parts: readonly unknown[], text: string): unknown[] {
  return withOneText(parts, {
    isText: (part) => stringAt(part, "text") !== null || stringAt(part, "refusal") !== null,
    isCall: () => false,
    write: () => ({ type: "text", text }),
  });
}
