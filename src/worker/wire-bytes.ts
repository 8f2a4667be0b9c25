// Bytes of the wire as JSON can hold them: text where they are valid UTF-8, else base64.
import { Buffer, isUtf8 } from "node:buffer";
import type { RecordedBody } from "#src/protocol/runner-event.ts";
import { compressedText } from "./compressed-text.ts";

/** A body above this is described but not kept. */
export const LARGEST_BODY = 128 * 1024 * 1024;

export interface EncodedBytes {
  readonly encoding: "utf8" | "base64";
  readonly content: string;
}

/** `bytes` as text or base64. */
export function encodeBytes(bytes: Uint8Array): EncodedBytes {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(view)
    ? { encoding: "utf8", content: view.toString("utf8") }
    : { encoding: "base64", content: view.toString("base64") };
}

export interface BodyDescription {
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  /** Takes known secrets out of text. */
  readonly scrub: (text: string) => string;
}

/** A whole body as it is recorded. */
export function recordBody(body: string | Uint8Array, description: BodyDescription): RecordedBody {
  const bytes = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
  const head = {
    bytes,
    content_type: description.contentType,
    content_encoding: description.contentEncoding,
  };
  if (bytes > LARGEST_BODY) {
    return { encoding: "utf8", content: "", ...head, omitted: `larger than ${LARGEST_BODY} bytes` };
  }
  const encoded: EncodedBytes =
    typeof body === "string" ? { encoding: "utf8", content: body } : encodeBytes(body);
  if (encoded.encoding === "base64") {
    const text = typeof body === "string" ? null : scrubCompressed(body, description);
    if (text === null) return { ...encoded, ...head };
    return { encoding: "utf8", content: text, ...head, content_encoding: null };
  }
  return { encoding: "utf8", content: description.scrub(encoded.content), ...head };
}

/** The text of a compressed body without its secrets; null where it has none, and stays as it came. */
function scrubCompressed(body: Uint8Array, description: BodyDescription): string | null {
  const text = compressedText(body, description.contentEncoding);
  if (text === null) return null;
  const scrubbed = description.scrub(text);
  return scrubbed === text ? null : scrubbed;
}
