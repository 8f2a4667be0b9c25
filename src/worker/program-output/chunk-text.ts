// The text of what is written to a stream. Runs in the user's process.

const decoder = new TextDecoder();
const isView = ArrayBuffer.isView.bind(ArrayBuffer);
const NativeUint8Array = Uint8Array;

/** Null where it is neither text nor bytes: a body that is still to be read is left alone. Never throws. */
export function toText(chunk: unknown): string | null {
  if (typeof chunk === "string") return chunk;
  try {
    return bytesText(chunk);
  } catch {
    // A buffer that was handed to a worker is empty, and says so by an error.
    return null;
  }
}

function bytesText(chunk: unknown): string | null {
  if (isView(chunk)) {
    return decoder.decode(new NativeUint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  if (chunk instanceof ArrayBuffer || chunk instanceof SharedArrayBuffer) {
    return decoder.decode(new NativeUint8Array(chunk));
  }
  return null;
}
