// Takes a copy of what goes out by `node:fs` on the descriptors of the standard streams. Runs in the
// user's process, before anybody has imported `node:fs` by name.
import { Buffer } from "node:buffer";
import { builtinModule } from "#src/intercept/builtin-module.ts";
import { withoutOurFrames } from "#src/intercept/own-frames.ts";
import { type BoundFunction, type Patches, bindTo } from "#src/intercept/patches.ts";
import { toText } from "./chunk-text.ts";
import { streamOf } from "./copy-sinks.ts";
import type { Print, StreamName } from "./output-buffer.ts";
import type { OwnStreams } from "./own-streams.ts";

/** Those that take a descriptor or path, and all of what is to be written. */
const WHOLE = ["writeFileSync", "appendFileSync", "writeFile", "appendFile"];

/** Patches the functions of `node:fs` that write. */
export function copyFiles(patches: Patches, own: OwnStreams, print: Print): void {
  const files = builtinModule("node:fs");
  const find = (destination: unknown): StreamName | null => streamOf(destination, own);
  for (const name of WHOLE) {
    patches.patch<BoundFunction>(files, name, (real) => {
      const native = bindTo(real, files);
      return (...values) => {
        const stream = find(values[0]);
        if (stream === null) return native(...values);
        const result = writeHere(native, values);
        copy(stream, toText(values[1]), print);
        return result;
      };
    });
  }
  patches.patch<BoundFunction>(files, "write", (real) => {
    const native = bindTo(real, files);
    return (...values) => {
      copy(find(values[0]), partText(values), print);
      return native(...values);
    };
  });
  patches.patch<BoundFunction>(files, "writeSync", (real) => {
    const native = bindTo(real, files);
    return (...values) => {
      const stream = find(values[0]);
      if (stream === null) return native(...values);
      const written = writeHere(native, values);
      copy(stream, cutToBytes(partText(values), written), print);
      return written;
    };
  });
}

function copy(stream: StreamName | null, text: string | null, print: Print): void {
  if (stream !== null && text !== null) print(stream, text);
}

/** A pipe that is full takes a part, or nothing and says so. */
function writeHere(native: BoundFunction, values: readonly unknown[]): unknown {
  return withoutOurFrames(() => native(...values));
}

/** `write(fd, buffer, offset, length)`, `write(fd, buffer, { offset, length })`, `write(fd, text)`. */
function partText([, chunk, third, fourth]: readonly unknown[]): string | null {
  const text = toText(chunk);
  if (typeof chunk === "string" || text === null) return text;
  const options = typeof third === "object" && third !== null ? third : {};
  const given = options as { readonly offset?: unknown; readonly length?: unknown };
  const offset = numberOr(typeof third === "number" ? third : given.offset, 0);
  const bytes = chunk as Uint8Array;
  const length = numberOr(
    typeof fourth === "number" ? fourth : given.length,
    bytes.byteLength - offset,
  );
  if (offset === 0 && length >= bytes.byteLength) return text;
  // What lies outside of the buffer is refused by the real function.
  return toText(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(offset, offset + length),
  );
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

function cutToBytes(text: string | null, written: unknown): string | null {
  if (text === null || typeof written !== "number" || written >= text.length * 3) return text;
  const bytes = new TextEncoder().encode(text);
  return written >= bytes.length ? text : toText(bytes.subarray(0, written));
}
