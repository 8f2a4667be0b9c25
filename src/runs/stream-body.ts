// A streamed body from the parts it arrived in, and back again for a replay. Pure.
import { isUtf8 } from "node:buffer";
import type { CacheEntry } from "#src/protocol/cache-file.ts";
import type { ArrivalList, StreamPart } from "#src/store/records.ts";

export interface JoinedStream {
  readonly bytes: Uint8Array;
  readonly arrivals: ArrivalList;
}

/** All the bytes, and how many came when. */
export function joinParts(parts: readonly StreamPart[]): JoinedStream {
  const pieces = parts.map((part) => Buffer.from(part.content, part.encoding));
  return {
    bytes: Buffer.concat(pieces),
    arrivals: parts.map((part, index) => [part.at, pieces[index]?.length ?? 0]),
  };
}

/**
 * The body in the pieces it arrived in. One piece where the arrivals are of other bytes, as with a
 * compressed stream.
 */
export function splitBody(bytes: Uint8Array, arrivals: ArrivalList): CacheEntry["parts"] {
  const total = arrivals.reduce((sum, [, size]) => sum + size, 0);
  if (arrivals.length === 0 || total !== bytes.length) return [toPart(bytes)];
  const parts: CacheEntry["parts"] = [];
  let start = 0;
  for (const [, size] of arrivals) {
    parts.push(toPart(bytes.subarray(start, start + size)));
    start += size;
  }
  return parts;
}

/** The content type of a stream of which only the bytes are known: it is told at the end of the call. */
export function streamTypeOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes.subarray(0, 64)) || bytes[0] === 0) return "application/vnd.amazon.eventstream";
  return bytes[0] === 0x7b ? "application/x-ndjson" : "text/event-stream";
}

function toPart(bytes: Uint8Array): CacheEntry["parts"][number] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer)
    ? { encoding: "utf8", content: buffer.toString("utf8") }
    : { encoding: "base64", content: buffer.toString("base64") };
}
