// Amazon's binary event stream (`application/vnd.amazon.eventstream`): length-prefixed frames with
// typed headers and two CRC32 checks. https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html
import { crc32 } from "node:zlib";

/** One frame. */
export interface AwsEvent {
  /** String headers by name: `:message-type`, `:event-type`, `:exception-type`, `:content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

/** The whole frames at the start of the bytes; reading stops at one that is cut short or damaged. */
export function parseAwsEventStream(bytes: Uint8Array): AwsEvent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: AwsEvent[] = [];
  let at = 0;
  while (at + PRELUDE_BYTES + CHECKSUM_BYTES <= bytes.length) {
    const total = view.getUint32(at);
    const headerBytes = view.getUint32(at + 4);
    const end = at + total;
    const payloadEnd = end - CHECKSUM_BYTES;
    const headersEnd = at + PRELUDE_BYTES + headerBytes;
    if (end > bytes.length || headersEnd > payloadEnd) break;
    if (crc32(bytes.subarray(at, at + 8)) !== view.getUint32(at + 8)) break;
    if (crc32(bytes.subarray(at, payloadEnd)) !== view.getUint32(payloadEnd)) break;
    const headers = readHeaders(bytes.subarray(at + PRELUDE_BYTES, headersEnd));
    events.push({ headers, payload: bytes.subarray(headersEnd, payloadEnd) });
    at = end;
  }
  return events;
}

/** Bytes of a header value by its type; 6 and 7 (bytes, string) carry their own length. */
const FIXED_VALUE_BYTES: Readonly<Record<number, number>> = {
  0: 0, // true
  1: 0, // false
  2: 1, // byte
  3: 2, // short
  4: 4, // integer
  5: 8, // long
  8: 8, // timestamp
  9: 16, // UUID
};
const TYPE_BYTES = 6;
const TYPE_STRING = 7;

function readHeaders(bytes: Uint8Array): Record<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const headers: Record<string, string> = {};
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + view.getUint8(at);
    if (nameEnd + 1 > bytes.length) break;
    const name = decoder.decode(bytes.subarray(at + 1, nameEnd));
    const type = view.getUint8(nameEnd);
    let valueStart = nameEnd + 1;
    let length = FIXED_VALUE_BYTES[type];
    if (type === TYPE_BYTES || type === TYPE_STRING) {
      if (valueStart + 2 > bytes.length) break;
      length = view.getUint16(valueStart);
      valueStart += 2;
    }
    if (length === undefined || valueStart + length > bytes.length) break;
    at = valueStart + length;
    if (type === TYPE_STRING) headers[name] = decoder.decode(bytes.subarray(valueStart, at));
  }
  return headers;
}
