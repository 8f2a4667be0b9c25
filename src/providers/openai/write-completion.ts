// A completion of a prompt as the chunks it would have been streamed in.
import { arrayAt, isObject, numberAt, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { writeEvents, writeJson } from "#src/providers/write-body.ts";

type Fields = Record<string, unknown>;

/** The tokens are in the last chunk. Null for a stream of what has no choices (an error). */
export function writeCompletionForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  if (!isObject(body) || !Array.isArray(body["choices"])) return null;
  const { choices: _, usage, error, ...every } = body;
  const chunks: Fields[] = arrayAt(body, "choices")
    .flatMap(choiceChunks)
    .map((choice) => ({ ...every, choices: [choice] }));
  if (chunks.length === 0) chunks.push({ ...every, choices: [] });
  const last = {
    ...chunks.pop(),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
  };
  return writeEvents([...chunks.map((data) => ({ data })), { data: last }, { data: "[DONE]" }]);
}

function choiceChunks(choice: unknown, position: number): Fields[] {
  if (!isObject(choice)) return [];
  const index = numberAt(choice, "index") ?? position;
  const pieces = textPieces(stringAt(choice, "text") ?? "");
  const last = pieces.pop() ?? "";
  const pending = {
    ...("logprobs" in choice ? { logprobs: null } : {}),
    ...("finish_reason" in choice ? { finish_reason: null } : {}),
  };
  return [...pieces.map((text) => ({ text, index, ...pending })), { ...choice, text: last, index }];
}
