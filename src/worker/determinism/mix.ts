// Small hash functions: uint32 in, uint32 out. Pure.

const { imul } = Math;

/** One number out of three, as good as random. */
export function mix(first: number, second: number, third: number): number {
  return finish(finish(finish(first ^ 0x9e3779b9) + second) + third);
}

/** The finaliser of MurmurHash3. */
function finish(value: number): number {
  let hash = value | 0;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 units; never 0. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return finish(hash) || 1;
}
