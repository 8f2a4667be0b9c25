// The chunk that tells the tokens of a streamed chat completion: it comes last, has no choices, and
// only for requests with `stream_options.include_usage`. Pure.
import type { ReplayBody } from "#src/protocol/replay-file.ts";
import { isObject } from "#src/protocol/json.ts";
import { parseJsonOrUndefined } from "#src/providers/json-text.ts";
import { partBytes } from "#src/providers/replay-parts.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";

/** True where a stream tells its tokens in a chunk of their own. */
export function hasUsageChunk(bytes: Uint8Array): boolean {
  return parseJsonEvents(bytes).some(({ json }) => isUsageChunk(json));
}

/** True where a request asks for that chunk. By its text: a prompt may be too long to be parsed for it. */
export function asksForUsageChunk(request: Uint8Array): boolean {
  return /"include_usage"\s*:\s*true/.test(Buffer.from(request).toString("latin1"));
}

function isUsageChunk(chunk: unknown): boolean {
  if (!isObject(chunk)) return false;
  const { choices, usage } = chunk;
  return isObject(usage) && Array.isArray(choices) && choices.length === 0;
}

/** The stream as it comes without that chunk, in the same parts at the same times. */
export function withoutUsageChunk(body: ReplayBody): ReplayBody {
  const pieces = body.parts.map(partBytes);
  const bytes = Buffer.concat(pieces);
  const [start, end] = findUsageEvent(bytes.toString("latin1"));
  let at = 0;
  const parts = body.parts.flatMap((part, index) => {
    const piece = pieces[index] ?? Buffer.alloc(0);
    const [from, to] = [start - at, end - at].map((place) => clamp(place, piece.length));
    at += piece.length;
    if (from === to) return [part];
    const kept = Buffer.concat([piece.subarray(0, from), piece.subarray(to)]);
    if (kept.length === 0) return [];
    // What is cut is whole lines, so that no character is broken that was not broken before.
    return [{ ...part, content: kept.toString(part.encoding) }];
  });
  return { ...body, parts };
}

function clamp(place: number, length: number): number {
  return Math.min(Math.max(place, 0), length);
}

/** Where the event stands, its blank line included; in characters that are bytes. */
function findUsageEvent(text: string): [start: number, end: number] {
  for (const { 0: event, 1: data, index } of text.matchAll(/^data: ?(\{.*\})\r?\n(?:\r?\n)?/gm)) {
    if (isUsageChunk(parseJsonOrUndefined(data ?? ""))) return [index, index + event.length];
  }
  return [0, 0];
}
