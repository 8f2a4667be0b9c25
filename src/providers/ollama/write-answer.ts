// Ollama's answers as the lines they would have been streamed in.
import { isObject, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { writeJson, writeJsonLines } from "#src/providers/write-body.ts";

type Fields = Record<string, unknown>;

/** An answer of `/api/chat` in a form. Null for a stream of what has no message (an error). */
export function writeChatAnswer(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  if (!isObject(body) || !isObject(body["message"])) return null;
  const { message, ...rest } = body;
  if (!isObject(message)) return null;
  const { tool_calls, content, thinking, reasoning_content, ...said } = message;
  const blank =
    content === undefined ? {} : { content: typeof content === "string" ? "" : content };
  const line = (more: Fields): Fields => ({
    ...headOf(body),
    message: { ...said, ...blank, ...more },
    done: false,
  });
  const lines = [
    ...textLines({ thinking, reasoning_content, content }).map(line),
    ...(Array.isArray(tool_calls) ? [line({ tool_calls })] : []),
  ];
  return writeJsonLines([...lines, { ...rest, message: { ...said, ...blank }, done: true }]);
}

/** An answer of `/api/generate` in a form. Null for a stream of what has no text (an error). */
export function writeGeneratedAnswer(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  const response = stringAt(body, "response");
  if (!isObject(body) || response === null) return null;
  const { response: _, thinking, ...rest } = body;
  const lines = textLines({ thinking, response }).map((piece) => ({
    ...headOf(body),
    response: "",
    ...piece,
    done: false,
  }));
  return writeJsonLines([...lines, { ...rest, response: "", done: true }]);
}

function headOf(body: Fields): Fields {
  const { model, created_at } = body;
  return {
    ...(model === undefined ? {} : { model }),
    ...(created_at === undefined ? {} : { created_at }),
  };
}

function textLines(texts: Fields): Fields[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? textPieces(text).map((piece) => ({ [key]: piece })) : [],
  );
}
