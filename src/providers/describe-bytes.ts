// How bytes that are not shown themselves are described. Runs in the server and the user's process.

/** Size and hash of bytes that are not shown themselves. */
export function describeBytes(bytes: Uint8Array): { size_bytes: number; sha256: string } {
  return { size_bytes: bytes.length, sha256: Bun.CryptoHasher.hash("sha256", bytes, "hex") };
}
