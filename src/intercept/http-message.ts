// An HTTP/1.1 response as bytes, its body in chunks (RFC 9112). Runs in the user's process; pure.
import { Buffer } from "node:buffer";

type Header = readonly [name: string, value: string];

/** The status line and the headers. */
export function writeHead(status: number, headers: readonly Header[]): Uint8Array {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const reason = REASONS[status] ?? "Answer";
  return Buffer.from(`HTTP/1.1 ${status} ${reason}\r\n${lines}transfer-encoding: chunked\r\n\r\n`);
}

/** A part of the body that is not empty. */
export function writeChunk(part: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from(`${part.byteLength.toString(16)}\r\n`),
    part,
    Buffer.from("\r\n"),
  ]);
}

/** The body may come. */
export const CONTINUE: Uint8Array = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n");

export const LAST_CHUNK: Uint8Array = Buffer.from("0\r\n\r\n");

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  401: "Unauthorized",
  403: "Forbidden",
};
