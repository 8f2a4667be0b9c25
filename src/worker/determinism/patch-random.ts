// Puts the random numbers of the run's seed in the place of the program's own. Runs in the user's process.
// The native functions are called first where they check what they are given: errors are theirs.
import type { Patches } from "#src/intercept/patches.ts";
import type { Path, Places } from "./places.ts";
import type { RandomStreams } from "./random-streams.ts";

const { apply } = Reflect;
const ownCrypto = crypto;

type AnyFunction = (...parameters: never[]) => unknown;

/** Where a process's random numbers come from. */
export interface RandomSource {
  /** For `Math.random`, which `asked` is. */
  fraction(asked: AnyFunction): number;
  /** Bytes for a question that is asked of `asked` now, and filled now or later. */
  question(asked: AnyFunction): RandomBytes;
  /** True where the next question is told from others by its order alone. */
  isInOrder(): boolean;
}

/** Fills with the bytes of one question, and with more of them each time. */
export type RandomBytes = (bytes: Uint8Array) => void;

/** The source over streams that are made with the first question. */
export function createRandomSource(places: Places, streams: () => RandomStreams): RandomSource {
  let opened: RandomStreams | null = null;
  // A loop stays on its path.
  let lastPath: Path | null = null;
  let next: (() => number) | null = null;
  return {
    fraction: (asked) => {
      const path = places.current();
      if (next !== null && path === lastPath) return next();
      opened ??= streams();
      if (path.left > 0) return opened.fractionAt(places.place(path, asked, "random"));
      lastPath = path;
      next = opened.fractionsOn(path);
      return next();
    },
    isInOrder: () => places.current().left <= 0,
    question: (asked) => {
      const { fill } = (opened ??= streams());
      const path = places.current();
      if (path.left <= 0) return (bytes) => fill(bytes, path, false);
      const placed: Path = places.place(path, asked, "random");
      let isFirst = true;
      return (bytes) => {
        fill(bytes, placed, isFirst);
        isFirst = false;
      };
    },
  };
}

/** The bytes of what a buffer or a view shows. */
export function bytesOf(view: ArrayBufferView | ArrayBufferLike): Uint8Array {
  if (!ArrayBuffer.isView(view)) return new Uint8Array(view);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Replaces what needs no module: `Math.random`, `crypto`, `Bun.randomUUIDv7`. */
export function patchRandom(source: RandomSource, patches: Patches, present: Present | null): void {
  patches.patch<() => number>(Math, "random", () => {
    // No tail call, which would leave no frame of this function to find its caller by.
    const random = (): number => +source.fraction(random);
    return random;
  });
  const prototype = Object.getPrototypeOf(crypto) as object;
  patches.patchMethod(prototype, "getRandomValues", (real) => {
    const { getRandomValues } = {
      getRandomValues(this: unknown, ...values: unknown[]): unknown {
        const [view] = values;
        if (!isCrypto(this) || !isFillable(view)) return apply(real, this, values as never[]);
        apply(real, this, values as never[]);
        source.question(getRandomValues)(bytesOf(view));
        return view;
      },
    };
    return getRandomValues;
  });
  patches.patchMethod(prototype, "randomUUID", (real) => {
    const { randomUUID } = {
      randomUUID(this: unknown, ...values: unknown[]): unknown {
        if (!isCrypto(this)) return apply(real, this, values as never[]);
        return randomUuid(source.question(randomUUID));
      },
    };
    return randomUUID;
  });
  patchUuidV7(source, patches, { owner: Bun, present });
}

function isCrypto(receiver: unknown): boolean {
  return receiver === ownCrypto;
}

const FLOATS = [Float16Array, Float32Array, Float64Array];

/** What the native function refuses is for it alone: called last, it leaves no frame of ours. */
function isFillable(view: unknown): view is ArrayBufferView {
  if (!ArrayBuffer.isView(view) || view instanceof DataView) return false;
  return !FLOATS.some((kind) => view instanceof kind);
}

/** A version 4 UUID of these bytes. */
export function randomUuid(fill: RandomBytes): string {
  const bytes = new Uint8Array(16);
  fill(bytes);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(bytes.toHex());
}

function formatUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

type UuidV7 = (encoding?: unknown, timestamp?: unknown) => string | Uint8Array;

/** Whole nanoseconds since 1970 as the program is to see them, asked by that function. */
export type Present = (asked: AnyFunction) => bigint;

interface UuidV7Options {
  readonly owner: object;
  /** Null where the program has its real time. */
  readonly present: Present | null;
}

const MILLISECOND = 1_000_000n;

/** Version 7: milliseconds, what is left of the time in 12 bits, random bits. */
export function patchUuidV7(
  source: RandomSource,
  patches: Patches,
  { owner, present }: UuidV7Options,
): void {
  let last = -1;
  patches.patch<UuidV7>(owner, "randomUUIDv7", (real) => {
    const uuid = (...parameters: Parameters<UuidV7>): string | Uint8Array => {
      const native = real(...parameters);
      const bytes = decodeUuid(native);
      const isInOrder = source.isInOrder();
      const isGiven = parameters.some((each) => typeof each === "number" || isDate(each));
      // The native one counts within a millisecond; that depends on the order of calls.
      source.question(uuid)(bytes.subarray(isGiven ? 6 : 8));
      if (!isGiven && present !== null) {
        const now = present(uuid);
        const fraction = Number(((now % MILLISECOND) << 12n) / MILLISECOND);
        const time = Number(now / MILLISECOND) * 0x1000 + fraction;
        // Those of a tight loop sort as they were made; others must not depend on their order.
        last = isInOrder && time === last ? time + 1 : time;
        writeTime(bytes, last);
      }
      bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return encodeLike(native, bytes);
    };
    return uuid;
  });
}

/** Milliseconds in 48 bits, and the 12 bits below them behind the version. */
function writeTime(bytes: Uint8Array, time: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const milliseconds = Math.floor(time / 0x1000);
  view.setUint16(0, Math.floor(milliseconds / 0x100000000));
  view.setUint32(2, milliseconds % 0x100000000);
  view.setUint16(6, 0x7000 | (time % 0x1000));
}

const { isPrototypeOf } = Object.prototype;
const datePrototype = Date.prototype;

/** Whatever the program has made of `Date`. */
function isDate(value: unknown): boolean {
  return Reflect.apply(isPrototypeOf, datePrototype, [value]);
}

function decodeUuid(uuid: string | Uint8Array): Uint8Array<ArrayBuffer> {
  if (typeof uuid !== "string") return Uint8Array.from(uuid);
  if (uuid.length === 36) return Uint8Array.fromHex(uuid.replaceAll("-", ""));
  return Uint8Array.from(Buffer.from(uuid, "base64"));
}

function encodeLike(native: string | Uint8Array, bytes: Uint8Array): string | Uint8Array {
  if (typeof native !== "string") return Buffer.from(bytes);
  if (native.length === 36) return formatUuid(bytes.toHex());
  // Only the URL's alphabet goes without padding.
  return Buffer.from(bytes).toString(native.endsWith("=") ? "base64" : "base64url");
}
