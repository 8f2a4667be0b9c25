// A streamed body from the parts it arrived in. Pure.
import { isUtf8 } from "node:buffer";
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

/** The content type of a stream of which only the bytes are known: it is told at the end of the call. */
export function streamTypeOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes.subarray(0, 64)) || bytes[0] === 0) return "application/vnd.amazon.eventstream";
  return bytes[0] === 0x7b ? "application/x-ndjson" : "text/event-stream";
}
