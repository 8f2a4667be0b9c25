// Takes a copy of what goes out through Bun's own files: `process.stdout` and `process.stderr`, whose
// streams write through such a sink, `Bun.stdout`, `Bun.write()`, `console.write()`. Runs in the user's
// process. `process.stdout` itself is not touched: looking at it would make it, which takes 7 ms.
import {
  type AnyFunction,
  type BoundFunction,
  type Patches,
  bindTo,
  disguiseMethod,
} from "#src/intercept/patches.ts";
import { toText } from "./chunk-text.ts";
import type { Print, StreamName } from "./output-buffer.ts";
import type { OwnStreams } from "./own-streams.ts";

interface Sink {
  write(chunk: unknown): unknown;
}

const { apply } = Reflect;
const { getPrototypeOf, setPrototypeOf } = Object;
/** Patches the ways to a sink. */
export function copySinks(patches: Patches, own: OwnStreams, print: Print): void {
  const files = new WeakMap<object, unknown>([
    [Bun.stdout, 1],
    [Bun.stderr, 2],
  ]);
  const nameOf = (file: unknown): StreamName | null =>
    streamOf(typeof file === "object" && file !== null ? files.get(file) : file, own);
  patches.patch<BoundFunction>(Bun, "file", (real) => {
    const native = bindTo(real, Bun);
    return (...values) => {
      if (streamOf(values[0], own) === null) return native(...values);
      const file = native(...values);
      files.set(file as object, values[0]);
      return file;
    };
  });
  patches.patchMethod(Blob.prototype, "writer", (real) => {
    const { writer } = {
      writer(this: unknown, ...values: unknown[]): unknown {
        const stream = nameOf(this);
        if (stream === null) return apply(real, this, values as never[]);
        const sink = apply(real, this, values as never[]) as Sink;
        watch(sink, stream, print);
        return sink;
      },
    };
    return writer;
  });
  patches.patchMethod(Blob.prototype, "write", (real) => {
    const { write } = {
      write(this: unknown, ...values: unknown[]): unknown {
        copy(nameOf(this), values[0], print);
        return apply(real, this, values as never[]);
      },
    };
    return write;
  });
  patches.patch<BoundFunction>(Bun, "write", (real) => {
    const native = bindTo(real, Bun);
    return (...values) => {
      copy(nameOf(values[0]), values[1], print);
      return native(...values);
    };
  });
}

function copy(stream: StreamName | null, chunk: unknown, print: Print): void {
  if (stream === null) return;
  const text = toText(chunk);
  if (text !== null) print(stream, text);
}

/** The sinks of standard streams, each with the function that takes the copy. */
const watched = new WeakMap<object, (chunk: unknown) => void>();
const watchedPrototypes = new WeakMap<object, object>();

function watch(sink: Sink, stream: StreamName, print: Print): void {
  try {
    if (watched.has(sink)) return;
    watched.set(sink, (chunk) => copy(stream, chunk, print));
    setPrototypeOf(sink, watchedOf(getPrototypeOf(sink) as object));
  } catch {
    // Not what it was in another version of the runtime: it writes as ever.
  }
}

/** The native prototype lets nobody change it; a property of the sink itself would show when it is printed. */
function watchedOf(native: object): object {
  const known = watchedPrototypes.get(native);
  if (known !== undefined) return known;
  const descriptors = Object.getOwnPropertyDescriptors(native) as Record<
    string,
    PropertyDescriptor
  >;
  const real = descriptors["write"]?.value as AnyFunction;
  const { write } = {
    write(this: unknown, ...values: unknown[]): unknown {
      if (typeof this === "object" && this !== null) watched.get(this)?.(values[0]);
      return apply(real, this, values as never[]);
    },
  };
  descriptors["write"] = { ...descriptors["write"], value: disguiseMethod(write, real) };
  const prototype = Object.create(getPrototypeOf(native) as object, descriptors) as object;
  watchedPrototypes.set(native, prototype);
  return prototype;
}

const PATHS: Readonly<Record<string, number>> = {
  "/dev/stdout": 1,
  "/dev/stderr": 2,
  "/dev/fd/1": 1,
  "/dev/fd/2": 2,
  "/proc/self/fd/1": 1,
  "/proc/self/fd/2": 2,
};

/** The run's stream that a descriptor or a path names. */
export function streamOf(destination: unknown, own: OwnStreams): StreamName | null {
  if (destination === 1 || destination === 2) return own(destination);
  if (typeof destination !== "string" || !Object.hasOwn(PATHS, destination)) return null;
  return own(PATHS[destination] ?? 0);
}
