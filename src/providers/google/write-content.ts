// A Gemini answer as the chunks it would have been streamed in: the inverse of content-stream.ts.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { textPieces } from "#src/providers/text-pieces.ts";
import { toJson, writeEvents, writeJson } from "#src/providers/write-body.ts";

type Fields = Record<string, unknown>;

/** Server-sent events with `?alt=sse`, one JSON array without. */
export const CONTENT_FORMS = ["plain", "stream", "stream-array"] as const;

/**
 * An answer in a form. Null for a stream of an error.
 *
 * What a stream cannot say and `assembleStream` therefore gives otherwise: texts that follow each
 * other are one part (unless a thought ends or a signature stands between), a content has parts, an
 * empty list of candidates is none.
 */
export function writeContentForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  const chunks = contentChunks(body);
  if (chunks === null) return null;
  if (form === "stream") return writeEvents(chunks.map((data) => ({ data })));
  return {
    contentType: "application/json; charset=UTF-8",
    parts: chunks.map((chunk, index) => {
      const end = index === chunks.length - 1 ? "]" : "";
      return Buffer.from(`${index === 0 ? "[" : ",\r\n"}${toJson(chunk)}${end}`);
    }),
  };
}

function contentChunks(body: unknown): Fields[] | null {
  if (!isObject(body)) return null;
  const candidates = arrayAt(body, "candidates");
  if (candidates.length === 0) {
    return "promptFeedback" in body || "usageMetadata" in body ? [body] : null;
  }
  const { candidates: _, usageMetadata, promptFeedback, ...every } = body;
  const chunks: Fields[] = candidates
    .flatMap(candidateChunks)
    .map((candidate) => ({ candidates: [candidate], ...every }));
  if (promptFeedback !== undefined) chunks[0] = { ...chunks[0], promptFeedback };
  const end = chunks.length - 1;
  if (usageMetadata !== undefined) chunks[end] = { ...chunks[end], usageMetadata };
  return chunks;
}

/** The reason of the end, sources and ratings stand beside the last piece. */
function candidateChunks(candidate: unknown, position: number): unknown[] {
  const content = property(candidate, "content");
  // Alone in its chunk, a later candidate would be taken for the first.
  const index =
    isObject(candidate) && position > 0 ? { index: candidate["index"] ?? position } : {};
  const parts = arrayAt(content, "parts").flatMap(partPieces);
  const last = parts.pop();
  if (!isObject(candidate) || !isObject(content) || last === undefined) {
    return isObject(candidate) ? [{ ...candidate, ...index }] : [];
  }
  const indexed = "index" in candidate ? { index: candidate["index"] } : index;
  return [
    ...parts.map((part) => ({ content: { ...content, parts: [part] }, ...indexed })),
    { ...candidate, ...index, content: { ...content, parts: [last] } },
  ];
}

/** A signature closes its part. */
function partPieces(part: unknown): unknown[] {
  const text = stringAt(part, "text");
  if (!isObject(part) || text === null) return [part];
  const { thoughtSignature: _, ...open } = part;
  const pieces: unknown[] = textPieces(text).map((piece) => ({ ...open, text: piece }));
  const last = pieces.pop();
  return isObject(last) ? [...pieces, { ...part, text: last["text"] }] : [part];
}
