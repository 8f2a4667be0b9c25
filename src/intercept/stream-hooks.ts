// Watches Node streams from their own methods. Runs in the user's process. No listener is added:
// listeners change how a stream flows, count in `listenerCount` and swallow errors.
import { toBytes } from "#src/intercept/body-tee.ts";
import type { CallTap } from "#src/intercept/call-tap.ts";

/** The methods of a Node stream that are watched; their arguments are passed on as they come. */
export interface WritableSide {
  write(...args: unknown[]): boolean;
  end(...args: unknown[]): unknown;
}

export interface ReadableSide {
  push(...args: unknown[]): boolean;
  _destroy(...args: unknown[]): void;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

const { defineProperty } = Object;
const bufferFrom = Buffer.from.bind(Buffer) as (text: string, encoding: BufferEncoding) => Buffer;
const isEncoding = Buffer.isEncoding.bind(Buffer);

/**
 * Overrides a method on one object, out of sight of enumeration. `before` sees the arguments and
 * must not throw; the real method is a tail call, so ao stands in no stack trace.
 */
export function overrideMethod(
  target: object,
  key: string,
  before: (...args: unknown[]) => void,
): void {
  const real = (target as Record<string, Method>)[key];
  if (typeof real !== "function") return;
  replaceMethod(target, key, function (this: unknown, ...args: unknown[]) {
    before(...args);
    return real.call(this, ...args);
  });
}

/** Puts a method on one object, out of sight of enumeration. */
export function replaceMethod(target: object, key: string, value: Method): void {
  const real = (target as Record<string, Method>)[key];
  if (real !== undefined) {
    defineProperty(value, "name", { value: real.name, configurable: true });
    defineProperty(value, "length", { value: real.length, configurable: true });
  }
  defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false });
}

/** The bytes of a chunk as `write`, `end` and `push` take it; null where there is none. */
export function chunkBytes(chunk: unknown, encoding: unknown): Uint8Array | null {
  if (typeof chunk === "string" && typeof encoding === "string" && isEncoding(encoding)) {
    return bufferFrom(chunk, encoding);
  }
  return toBytes(chunk);
}

/** How the end of a response stream is told from its breaking off. */
export interface Ending {
  /** Gets the error, if any, of a stream that is destroyed before its end. */
  onBreak(error: unknown): void;
  /** True where an end of data is not the end of the body; `onBreak` follows. */
  isCut?(): boolean;
}

/** Records what a response stream is fed, in order, as it is about to reach the program. */
export function watchReadable(stream: ReadableSide, tap: CallTap, ending: Ending): void {
  overrideMethod(stream, "push", (chunk, encoding) => {
    if (chunk === null) {
      if (ending.isCut?.() !== true) tap.end();
      return;
    }
    const bytes = chunkBytes(chunk, encoding);
    if (bytes !== null && bytes.byteLength > 0) tap.chunk(bytes);
  });
  overrideMethod(stream, "_destroy", (error) => {
    if (!tap.isOver) ending.onBreak(error ?? null);
  });
}

/** Collects what is written to a request stream; `onEnd` comes before the last bytes are sent. */
export function watchWritable(
  stream: WritableSide,
  onChunk: (bytes: Uint8Array) => void,
  onEnd: () => void,
): void {
  const collect = (chunk: unknown, encoding: unknown) => {
    const bytes = chunkBytes(chunk, encoding);
    if (bytes !== null) onChunk(bytes);
  };
  overrideMethod(stream, "write", collect);
  overrideMethod(stream, "end", (chunk, encoding) => {
    collect(chunk, encoding);
    onEnd();
  });
}
