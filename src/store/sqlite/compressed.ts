// Blobs as they lie in the file: zstd where it pays, else as they are.

const RAW = 0;
const ZSTD = 1;
/** Below this a frame's own bytes eat the gain. */
const WORTH_TRYING = 64;

export interface StoredBlob {
  readonly codec: number;
  readonly data: Uint8Array;
}

/** Compressed only where at least a tenth is saved. */
export function compressed(bytes: Uint8Array): StoredBlob {
  if (bytes.length >= WORTH_TRYING) {
    const smaller = Bun.zstdCompressSync(bytes, { level: 1 });
    if (smaller.length <= bytes.length * 0.9) return { codec: ZSTD, data: smaller };
  }
  return { codec: RAW, data: bytes };
}

/** The bytes again. @throws where they are no zstd frame, or of a codec that is not known. */
export function uncompressed(blob: StoredBlob): Uint8Array {
  if (blob.codec === RAW) return blob.data;
  if (blob.codec === ZSTD) return Bun.zstdDecompressSync(blob.data);
  throw new RangeError(`unknown codec ${blob.codec}`);
}
