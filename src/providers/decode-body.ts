// A recorded body as a value: content decoding, JSON, forms, streams. Runs in the server and never
// throws: what cannot be decoded is shown by its type, size and hash.
import { describeBytes } from "./describe-bytes.ts";
import { decompress } from "./decompress.ts";
import { parseMultipart } from "./multipart.ts";
import type { StreamBody } from "./operation.ts";
import { mediaTypeOf, textValue } from "./text-value.ts";

/** What a body turned out to be. */
export interface DecodedBody {
  readonly kind: "empty" | "json" | "form" | "stream" | "text" | "binary";
  /**
   * JSON: the value. Form: an object, files as `{ $file: { name, media_type, size_bytes, sha256 } }`.
   * Stream and text: the text. Binary: `{ $binary: { media_type, size_bytes, sha256 } }`. Empty: null.
   */
  readonly value: unknown;
  /** For `assembleStream`, where the body is a stream. */
  readonly stream: StreamBody | null;
  /** The bytes after content decoding. */
  readonly bytes: Uint8Array;
}

/** The headers that say how to read a body. */
export interface BodyHeaders {
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
}

const STREAM_TYPES =
  /^(?:text\/event-stream|application\/(?:x-)?ndjson|application\/(?:x-)?jsonl|application\/jsonlines|application\/vnd\.amazon\.eventstream)/;

/** The value of a body from its bytes on the wire. Bodies cut short give what came. */
export function decodeBody(wire: Uint8Array, headers: BodyHeaders): DecodedBody {
  const bytes = decompress(wire, headers.contentEncoding);
  const contentType = headers.contentType ?? "";
  const mediaType = mediaTypeOf(contentType);
  if (bytes.length === 0) return { kind: "empty", value: null, stream: null, bytes };
  if (STREAM_TYPES.test(mediaType)) {
    return { kind: "stream", value: toText(bytes), stream: { bytes, contentType }, bytes };
  }
  if (mediaType === "multipart/form-data") {
    const form = parseMultipart(bytes, contentType);
    if (form !== null) return { kind: "form", value: form, stream: null, bytes };
  }
  return { ...decodeText(bytes, mediaType), stream: null, bytes };
}

function decodeText(bytes: Uint8Array, mediaType: string): Pick<DecodedBody, "kind" | "value"> {
  const text = toText(bytes);
  const found = text === null ? null : textValue(text, mediaType);
  if (found !== null) return found;
  const media_type = mediaType === "" ? "application/octet-stream" : mediaType;
  return { kind: "binary", value: { $binary: { media_type, ...describeBytes(bytes) } } };
}

/** The text, or null where the bytes are not UTF-8; a code point cut at the end is dropped. */
function toText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null; // Not text is an expected answer here.
  }
}
