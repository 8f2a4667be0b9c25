// Bytes as the parts of a replay file, cut where they arrived or where a writer cut them. Pure.
import { isUtf8 } from "node:buffer";
import type { ReplayBody } from "#src/protocol/replay-file.ts";
import type { WireBody } from "./operation.ts";

type ReplayPart = ReplayBody["parts"][number];

/** When how many bytes came: milliseconds after the call started, bytes. */
export type Arrivals = readonly (readonly [at: number, size: number])[];

/**
 * The bytes in the pieces they arrived in, with their times. One piece where the arrivals are of
 * other bytes, as with a compressed stream.
 */
export function splitParts(bytes: Uint8Array, arrivals: Arrivals): ReplayPart[] {
  const total = arrivals.reduce((sum, [, size]) => sum + size, 0);
  if (arrivals.length === 0 || total !== bytes.length) return [toPart(bytes)];
  let start = 0;
  return arrivals.map(([at, size]) => {
    const part = toPart(bytes.subarray(start, start + size));
    start += size;
    return { ...part, at };
  });
}

/** A written body as a replay file has it. */
export function toReplayBody(body: WireBody): ReplayBody {
  return { content_type: body.contentType, parts: body.parts.map(toPart) };
}

/** The bytes of a part. */
export function partBytes(part: ReplayPart): Buffer {
  return Buffer.from(part.content, part.encoding);
}

function toPart(bytes: Uint8Array): ReplayPart {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer)
    ? { encoding: "utf8", content: buffer.toString("utf8") }
    : { encoding: "base64", content: buffer.toString("base64") };
}
