// The random numbers of a seed. Runs in the user's process. Each process of a run, and each of the two
// kinds, has numbers of its own; a placed question gets the same ones wherever it stands in the order.
import type { Place } from "./places.ts";

export interface RandomStreams {
  /** As `Math.random` gives them: 53 bits. `place` null takes the next of the common stream. */
  readonly fraction: () => number;
  readonly fractionAt: (place: Place) => number;
  /** Fills with bytes that cannot be told from the rest of the stream without the seed. */
  readonly fill: (bytes: Uint8Array, place: Place | null) => void;
}

const HASH_BYTES = 32;
const { hash } = Bun.SHA256;
const encoder = new TextEncoder();

/** The streams of the process at this place of a run with this seed. */
export function createRandomStreams(seed: string, process: string): RandomStreams {
  const numbers = new DataView(keyFor(seed, process, "numbers").buffer);
  const words = [0, 4, 8, 12].map((at) => numbers.getUint32(at, true));
  const [first = 0, second = 0, third = 0, fourth = 0] = words;
  return {
    fraction: createGenerator(first, second, third, fourth),
    fractionAt: ({ looseHigh, looseLow }) =>
      createGenerator(first ^ looseHigh, second ^ looseLow, third, fourth)(),
    fill: createFiller(keyFor(seed, process, "bytes")),
  };
}

function keyFor(seed: string, process: string, kind: string): Uint8Array<ArrayBuffer> {
  const key = new Uint8Array(HASH_BYTES);
  // Lengths first, so that no two triples make the same text.
  hash(encoder.encode(`ao ${kind} ${process.length} ${process} ${seed}`), key);
  return key;
}

/** sfc32: as fast as the engine's own, and passes the usual statistical batteries. */
function createGenerator(
  first: number,
  second: number,
  third: number,
  fourth: number,
): () => number {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let counter = fourth | 0;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result;
  };
  // What its author prescribes after seeding.
  for (let round = 0; round < 12; round++) next();
  return () => {
    const high = next() >>> 5;
    return (high * 0x4000000 + (next() >>> 6)) / 0x20000000000000;
  };
}

/** SHA-256 of key, place and counter: native, and in no need of a module. */
function createFiller(key: Uint8Array): RandomStreams["fill"] {
  const input = new Uint8Array(HASH_BYTES + 20);
  input.set(key);
  const view = new DataView(input.buffer);
  const block = new Uint8Array(HASH_BYTES);
  let common = 0;
  return (bytes, place) => {
    view.setUint32(HASH_BYTES, place === null ? 0 : 1, true);
    view.setUint32(HASH_BYTES + 4, place?.looseHigh ?? 0, true);
    view.setUint32(HASH_BYTES + 8, place?.looseLow ?? 0, true);
    let counter = place === null ? common : 0;
    for (let at = 0; at < bytes.length; at += HASH_BYTES) {
      view.setUint32(HASH_BYTES + 12, counter, true);
      view.setUint32(HASH_BYTES + 16, Math.trunc(counter / 0x100000000), true);
      counter += 1;
      hash(input, block);
      const left = bytes.length - at;
      bytes.set(left < HASH_BYTES ? block.subarray(0, left) : block, at);
    }
    if (place === null) common = counter;
  };
}
