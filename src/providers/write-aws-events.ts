// Frames of Amazon's binary event stream: the inverse of aws-event-stream.ts.
import { crc32 } from "node:zlib";
import type { WireBody } from "./operation.ts";
import { toJson } from "./write-body.ts";

/** One frame to be sent. */
export interface OutgoingAwsEvent {
  readonly type: string;
  readonly data: unknown;
  /** The frame tells an error. */
  readonly isException?: boolean;
}

/** Each event a frame and a part of its own. */
export function writeAwsEvents(events: readonly OutgoingAwsEvent[]): WireBody {
  return { contentType: "application/vnd.amazon.eventstream", parts: events.map(writeFrame) };
}

const STRING_TYPE = 7;
/** Two lengths and a checksum before the headers, a checksum behind the payload. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

function writeFrame({ type, data, isException = false }: OutgoingAwsEvent): Uint8Array {
  const headers = Buffer.concat([
    writeHeader(isException ? ":exception-type" : ":event-type", type),
    writeHeader(":content-type", "application/json"),
    writeHeader(":message-type", isException ? "exception" : "event"),
  ]);
  const payload = Buffer.from(toJson(data));
  const total = PRELUDE_BYTES + headers.length + payload.length + CHECKSUM_BYTES;
  const frame = Buffer.alloc(total);
  frame.writeUInt32BE(total, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  headers.copy(frame, PRELUDE_BYTES);
  payload.copy(frame, PRELUDE_BYTES + headers.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, total - CHECKSUM_BYTES)), total - CHECKSUM_BYTES);
  return frame;
}

function writeHeader(name: string, value: string): Buffer {
  const key = Buffer.from(name);
  const text = Buffer.from(value);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from([key.length]), key, Buffer.from([STRING_TYPE]), size, text]);
}
