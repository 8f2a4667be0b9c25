// Puts the random numbers of the run's seed in the place of the program's own. Runs in the user's process.
// The native functions are called first where they check what they are given: errors are theirs.
import type { Patches } from "#src/intercept/patches.ts";
import { createBudget } from "./budget.ts";
import type { Place, Places } from "./places.ts";
import type { RandomStreams } from "./random-streams.ts";

type AnyFunction = (...parameters: never[]) => unknown;

/** Where a process's random numbers come from. */
export interface RandomSource {
  /** For `Math.random`, which `asked` is. */
  fraction(asked: AnyFunction): number;
  /** Where a question for bytes stands; null takes the next of the common stream. */
  place(asked: AnyFunction): Place | null;
  fillBytes(bytes: Uint8Array, place: Place | null): void;
  /** A recorded call was made. */
  grow(): void;
}

export function createRandomSource(places: Places, streams: () => RandomStreams): RandomSource {
  // Apart, so that a loop that shuffles does not use up what identifiers need.
  const fractions = createBudget();
  const bytes = createBudget();
  let opened: RandomStreams | null = null;
  const open = (): RandomStreams => (opened ??= streams());
  let common: (() => number) | null = null;
  return {
    fraction: (asked) => {
      if (fractions.take()) return open().fractionAt(places.next(asked));
      return (common ??= open().fraction)();
    },
    place: (asked) => (bytes.take() ? places.next(asked) : null),
    fillBytes: (target, place) => open().fill(target, place),
    grow: () => {
      fractions.grow();
      bytes.grow();
    },
  };
}

/** The bytes of what a buffer or a view shows. */
export function bytesOf(view: ArrayBufferView | ArrayBufferLike): Uint8Array {
  if (!ArrayBuffer.isView(view)) return new Uint8Array(view);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Replaces what needs no module: `Math.random`, `crypto`, `Bun.randomUUIDv7`. */
export function patchRandom(
  source: RandomSource,
  patches: Patches,
  present: ((asked: AnyFunction) => number) | null,
): void {
  patches.patch<() => number>(Math, "random", () => {
    const random = (): number => source.fraction(random);
    return random;
  });
  const prototype = Object.getPrototypeOf(crypto) as object;
  patches.patch<(view: ArrayBufferView) => unknown>(prototype, "getRandomValues", (real) => {
    const native = real.bind(crypto);
    const fill = (view: ArrayBufferView): unknown => {
      native(view);
      source.fillBytes(bytesOf(view), source.place(fill));
      return view;
    };
    return fill;
  });
  patches.patch<() => string>(prototype, "randomUUID", () => {
    const uuid = (): string => randomUuid(source, source.place(uuid));
    return uuid;
  });
  patchUuidV7(source, patches, { owner: Bun, present });
}

/** A version 4 UUID of the source's bytes. */
export function randomUuid(source: RandomSource, place: Place | null): string {
  const bytes = new Uint8Array(16);
  source.fillBytes(bytes, place);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(bytes.toHex());
}

function formatUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

type UuidV7 = (encoding?: unknown, timestamp?: unknown) => string | Uint8Array;

interface UuidV7Options {
  readonly owner: object;
  /** The program's time; null where that is left alone. */
  readonly present: ((asked: AnyFunction) => number) | null;
}

/** Version 7: the time, a counter within the millisecond, random bits. */
export function patchUuidV7(
  source: RandomSource,
  patches: Patches,
  { owner, present }: UuidV7Options,
): void {
  let last = -1;
  let counter = 0;
  patches.patch<UuidV7>(owner, "randomUUIDv7", (real) => {
    const uuid = (...parameters: Parameters<UuidV7>): string | Uint8Array => {
      const native = real(...parameters);
      const bytes = decodeUuid(native);
      const nativeTime = Buffer.from(bytes).readUIntBE(0, 6);
      const isGiven = parameters.some((each) => typeof each === "number" || each instanceof Date);
      const time = isGiven || present === null ? nativeTime : present(uuid);
      source.fillBytes(bytes.subarray(6), source.place(uuid));
      // Counted on within a millisecond, so that they sort as they were made.
      const start = (((bytes[6] ?? 0) & 0x07) << 8) | (bytes[7] ?? 0);
      counter = time === last ? (counter + 1) & 0xfff : start;
      last = time;
      Buffer.from(bytes.buffer, bytes.byteOffset, 6).writeUIntBE(time, 0, 6);
      bytes[6] = 0x70 | (counter >>> 8);
      bytes[7] = counter & 0xff;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return encodeLike(native, bytes);
    };
    return uuid;
  });
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
