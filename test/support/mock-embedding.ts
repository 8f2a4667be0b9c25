// Embeddings without a model: a hashed bag of words, so that texts that share words are near.

const DIMENSIONS = 64;

/** A unit vector for a text; the same text always has the same vector. */
export function embedText(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []) {
    const slot = hash(word) % DIMENSIONS;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** FNV-1a, 32 bits. */
function hash(word: string): number {
  let state = 0x811c9dc5;
  for (const unit of Buffer.from(word)) state = Math.imul(state ^ unit, 0x01000193) >>> 0;
  return state;
}
