// A streamed Gemini answer, put together. It comes as server-sent events (`?alt=sse`) or, without
// that, as one JSON array that is written piece by piece.
import { arrayAt, isObject, numberAt, property, stringAt } from "#src/protocol/json.ts";
import { parseJsonOrUndefined } from "#src/providers/json-text.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";
import { splitJsonArray } from "./split-json-array.ts";

/** The response that the stream's bytes amount to; null where they hold no part of one. */
export function assembleContentStream(bytes: Uint8Array): unknown {
  const chunks = readChunks(bytes).filter(isResponseChunk);
  if (chunks.length === 0) return null;
  const top: Record<string, unknown> = {};
  const candidates = new Map<number, Record<string, unknown>>();
  for (const chunk of chunks) {
    for (const [key, value] of Object.entries(chunk)) if (key !== "candidates") top[key] = value;
    arrayAt(chunk, "candidates").forEach((candidate, at) =>
      addCandidate(candidates, candidate, at),
    );
  }
  if (candidates.size === 0) return top;
  const ordered = [...candidates.entries()].sort(([a], [b]) => a - b);
  return { candidates: ordered.map(([, candidate]) => candidate), ...top };
}

function readChunks(bytes: Uint8Array): unknown[] {
  const text = new TextDecoder().decode(bytes);
  if (!text.trimStart().startsWith("[")) return parseJsonEvents(bytes).map(({ json }) => json);
  return splitJsonArray(text).map(parseJsonOrUndefined);
}

function isResponseChunk(chunk: unknown): chunk is Record<string, unknown> {
  return (
    isObject(chunk) &&
    ["candidates", "usageMetadata", "promptFeedback", "error", "responseId"].some(
      (key) => key in chunk,
    )
  );
}

function addCandidate(
  candidates: Map<number, Record<string, unknown>>,
  candidate: unknown,
  position: number,
): void {
  if (!isObject(candidate)) return;
  const index = numberAt(candidate, "index") ?? position;
  const known: Record<string, unknown> = candidates.get(index) ?? {};
  candidates.set(index, known);
  const before = known["content"];
  Object.assign(known, candidate);
  const content = property(candidate, "content");
  if (isObject(content) || isObject(before)) known["content"] = joinContents(before, content);
}

function joinContents(before: unknown, more: unknown): Record<string, unknown> {
  const parts = [...arrayAt(before, "parts")];
  for (const part of arrayAt(more, "parts")) addPart(parts, part);
  return { ...(isObject(before) ? before : {}), ...(isObject(more) ? more : {}), parts };
}

/** Text that goes on is one part, unless thought and answer meet; a signature closes its part. */
function addPart(parts: unknown[], part: unknown): void {
  const last = parts.at(-1);
  const text = stringAt(part, "text");
  const before = stringAt(last, "text");
  const continues =
    text !== null &&
    before !== null &&
    property(last, "thought") === property(part, "thought") &&
    property(last, "thoughtSignature") === undefined;
  if (!continues || !isObject(last) || !isObject(part)) parts.push(part);
  else parts[parts.length - 1] = { ...last, ...part, text: before + text };
}
