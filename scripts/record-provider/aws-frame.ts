// Writes frames of Amazon's event stream, for fixtures.
import { crc32 } from "node:zlib";

/** One frame with string headers and a JSON payload. */
export function awsFrame(headers: Readonly<Record<string, string>>, payload: unknown): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(encodeHeader));
  const body = Buffer.from(JSON.stringify(payload), "utf8");
  const total = 12 + head.length + body.length + 4;
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(total, 0);
  prelude.writeUInt32BE(head.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const message = Buffer.concat([prelude, head, body]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(message), 0);
  return Buffer.concat([message, checksum]);
}

/** An event, as Bedrock sends it. */
export function awsEvent(type: string, payload: unknown): Buffer {
  const headers = { ":event-type": type, ":content-type": "application/json" };
  return awsFrame({ ...headers, ":message-type": "event" }, payload);
}

/** An exception in the midst of a stream. */
export function awsException(type: string, message: string): Buffer {
  const headers = { ":exception-type": type, ":content-type": "application/json" };
  return awsFrame({ ...headers, ":message-type": "exception" }, { message });
}

/** A chunk of InvokeModelWithResponseStream. */
export function awsChunk(json: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(json), "utf8").toString("base64");
  return awsEvent("chunk", { bytes, p: "abcdefgh" });
}

function encodeHeader([name, value]: [string, string]): Buffer {
  const nameBytes = Buffer.from(name, "utf8");
  const valueBytes = Buffer.from(value, "utf8");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(valueBytes.length, 0);
  return Buffer.concat([
    Buffer.from([nameBytes.length]),
    nameBytes,
    Buffer.from([7]),
    length,
    valueBytes,
  ]);
}
