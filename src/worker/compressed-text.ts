// The text of a compressed body, so that secrets can be looked for in it. Runs in the user's process,
// for clients that undo `content-encoding` themselves (node:http, axios).
import type * as Compression from "node:zlib";
import { isUtf8 } from "node:buffer";
import { builtinModule } from "#src/intercept/builtin-module.ts";

/** A larger text is not looked through: the program would wait. */
const LARGEST_TEXT = 32 * 1024 * 1024;

type Zlib = typeof Compression;
type Decode = (zlib: Zlib, bytes: Uint8Array) => Buffer;

// With these flushes a body that broke off gives what it holds, as it does in the server.
const zipped = ({ constants }: Zlib) => ({
  finishFlush: constants.Z_SYNC_FLUSH,
  maxOutputLength: LARGEST_TEXT,
});
const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: (zlib, bytes) => zlib.gunzipSync(bytes, zipped(zlib)),
  "x-gzip": (zlib, bytes) => zlib.gunzipSync(bytes, zipped(zlib)),
  // zlib's format by the standard, the bare one with some servers.
  deflate: (zlib, bytes) =>
    ((bytes[0] ?? 0) & 0x0f) === 8
      ? zlib.inflateSync(bytes, zipped(zlib))
      : zlib.inflateRawSync(bytes, zipped(zlib)),
  br: (zlib, bytes) =>
    zlib.brotliDecompressSync(bytes, {
      finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
      maxOutputLength: LARGEST_TEXT,
    }),
  zstd: (zlib, bytes) =>
    zlib.zstdDecompressSync(bytes, {
      finishFlush: zlib.constants.ZSTD_e_flush,
      maxOutputLength: LARGEST_TEXT,
    }),
};

/** The text that `bytes` are the `contentEncoding` of; null where they are not, or it is no text. */
export function compressedText(bytes: Uint8Array, contentEncoding: string | null): string | null {
  const decode = DECODERS[contentEncoding?.trim().toLowerCase() ?? ""];
  if (decode === undefined || bytes.byteLength === 0) return null;
  try {
    // Loaded by now in a program whose client decompresses.
    const zlib = builtinModule<Zlib>("node:zlib");
    const plain = decode(zlib, bytes);
    return isUtf8(plain) ? plain.toString("utf8") : null;
  } catch {
    // Plain under a header that says otherwise, or too large: the server shows what it can.
    return null;
  }
}
