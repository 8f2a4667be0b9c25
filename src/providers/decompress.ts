// Undoing `content-encoding`, also of a body that broke off. Runs in the server.
import {
  brotliDecompressSync,
  constants,
  inflateRawSync,
  inflateSync,
  gunzipSync,
  zstdDecompressSync,
} from "node:zlib";

/** A body may not grow beyond this; a compressed bomb stays as it is. */
const MAX_BYTES = 512 * 1024 * 1024;

/** With these a stream cut short gives what it holds instead of an error. */
const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_BYTES };
const LENIENT_BROTLI = {
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
  maxOutputLength: MAX_BYTES,
};
const LENIENT_ZSTD = { finishFlush: constants.ZSTD_e_flush, maxOutputLength: MAX_BYTES };

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gunzipSync(bytes, LENIENT),
  "x-gzip": (bytes) => gunzipSync(bytes, LENIENT),
  // "deflate" is zlib's format by the standard and the bare one with some servers.
  deflate: (bytes) =>
    ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, LENIENT) : inflateRawSync(bytes, LENIENT),
  br: (bytes) => brotliDecompressSync(bytes, LENIENT_BROTLI),
  zstd: (bytes) => zstdDecompressSync(bytes, LENIENT_ZSTD),
};

/** The bytes with the named encodings undone, last applied first; as they are where that fails. */
export function decompress(bytes: Uint8Array, contentEncoding: string | null): Uint8Array {
  const encodings = (contentEncoding ?? "").split(",").map((name) => name.trim().toLowerCase());
  let plain = bytes;
  for (const encoding of encodings.toReversed()) {
    const decode = DECODERS[encoding];
    if (decode === undefined || plain.length === 0) continue;
    try {
      plain = decode(plain);
    } catch {
      return plain; // Some clients have decoded already and left the header.
    }
  }
  return plain;
}
