// The random numbers of a seed. Runs in the user's process. Each process of a run, each of the two kinds
// and each path of the program has numbers of its own.
import type { Path } from "./places.ts";

export interface RandomStreams {
  /** What `Math.random` gives to the one question that made this path: 53 bits. */
  readonly fractionAt: (path: Path) => number;
  /** What it gives to those that are asked on this path in order, one each time. */
  readonly fractionsOn: (path: Path) => () => number;
  /**
   * Fills with bytes that nobody can tell without the seed: those of the question that made this path, or
   * the next of those that are asked on it in order.
   */
  readonly fill: (bytes: Uint8Array, path: Path, isPlaced: boolean) => void;
}

const HASH_BYTES = 32;
const { hash } = Bun.SHA256;
const encoder = new TextEncoder();

/** The streams of the process at this place of a run with this seed. */
export function createRandomStreams(seed: string, process: string): RandomStreams {
  const numbers = new DataView(keyFor(seed, process, "numbers").buffer);
  const [first, second, placed, ordered] = [0, 4, 8, 12].map((at) =>
    numbers.getUint32(at, true),
  ) as [number, number, number, number];
  const generatorOf = ({ looseHigh, looseLow }: Path, kind: number): (() => number) =>
    createGenerator(first ^ looseHigh, second ^ looseLow, kind);
  return {
    fractionAt: (path) => generatorOf(path, placed)(),
    fractionsOn: (path) => (path.fractions ??= generatorOf(path, ordered)),
    fill: createFiller(keyFor(seed, process, "bytes")),
  };
}

function keyFor(seed: string, process: string, kind: string): Uint8Array<ArrayBuffer> {
  const key = new Uint8Array(HASH_BYTES);
  // The length first, so that no two pairs make the same text.
  hash(encoder.encode(`ao ${kind} ${process.length} ${process} ${seed}`), key);
  return key;
}

/** sfc32: as fast as the engine's own, and passes the usual statistical batteries. */
function createGenerator(first: number, second: number, third: number): () => number {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let counter = 1;
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
  // 32 bits of its output, and 21 of its state to fill the fraction: half the time of two outputs.
  return () => (next() >>> 0) / 0x100000000 + ((a ^ c) >>> 11) / 0x20000000000000;
}

/** SHA-256 of key, path and counter: native, and in no need of a module. */
function createFiller(key: Uint8Array): RandomStreams["fill"] {
  const input = new Uint8Array(HASH_BYTES + 20);
  input.set(key);
  const view = new DataView(input.buffer);
  const block = new Uint8Array(HASH_BYTES);
  return (bytes, path, isPlaced) => {
    view.setUint32(HASH_BYTES, isPlaced ? 1 : 0, true);
    view.setUint32(HASH_BYTES + 4, path.looseHigh, true);
    view.setUint32(HASH_BYTES + 8, path.looseLow, true);
    let counter = isPlaced ? 0 : path.blocks;
    for (let at = 0; at < bytes.length; at += HASH_BYTES) {
      view.setFloat64(HASH_BYTES + 12, counter, true);
      counter += 1;
      hash(input, block);
      const left = bytes.length - at;
      bytes.set(left < HASH_BYTES ? block.subarray(0, left) : block, at);
    }
    if (!isPlaced) path.blocks = counter;
  };
}
