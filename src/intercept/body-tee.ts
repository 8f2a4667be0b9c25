// Passes a stream on to the program, or from it, and shows each part to a listener on the way. Runs
// in the user's process. Nothing is read before the consumer asks, and no part is delayed or copied.
import * as natives from "#src/intercept/natives.ts";

/** Who watches a stream. Each method must not throw. */
export interface BodyListener {
  chunk(bytes: Uint8Array): void;
  end(): void;
  /** The source broke; the consumer gets the same error. */
  error(error: unknown): void;
  /** The consumer gave up. */
  cancel(reason: unknown): void;
}

/** The pull-driven source behind a teed stream: it lives exactly as long as anything can read it. */
export interface TeedBody {
  readonly stream: ReadableStream<Uint8Array>;
  readonly source: object;
}

const encoder = new TextEncoder();
const encode = encoder.encode.bind(encoder);

/** What a failed response may still say when the program has thrown it away unread. */
const LARGEST_REST = 64 * 1024;
const LONGEST_REST_MS = 250;

/**
 * A stream of what `open()` gives, asked for when the first part is. With `readsRest`, a short rest is
 * still read for the listener after the consumer has given up; the consumer does not wait for it.
 */
export function teeBody(
  open: () => ReadableStream,
  listener: BodyListener,
  readsRest = false,
): TeedBody {
  let reader: natives.Reader | null = null;
  const source = {
    pull(controller: ReadableStreamDefaultController<unknown>) {
      reader ??= natives.streamReader(open());
      return natives.chain(
        natives.read(reader),
        ({ done, value }) => {
          if (done) {
            listener.end();
            controller.close();
            return;
          }
          observe(value, listener);
          controller.enqueue(value);
        },
        (error) => {
          listener.error(error);
          throw error;
        },
      );
    },
    cancel(reason: unknown) {
      if (readsRest) {
        readRest((reader ??= natives.streamReader(open())), listener, reason);
        return undefined;
      }
      listener.cancel(reason);
      if (reader === null) return natives.streamCancel(open(), reason);
      return natives.readerCancel(reader, reason);
    },
  };
  // Mark of zero: the consumer's pulls, and no others, reach the real stream.
  const stream = new natives.NativeReadableStream(source, { highWaterMark: 0 });
  return { stream: stream as ReadableStream<Uint8Array>, source };
}

function readRest(reader: natives.Reader, listener: BodyListener, reason: unknown): void {
  let size = 0;
  let isOver = false;
  const giveUp = (): void => {
    if (isOver) return;
    isOver = true;
    listener.cancel(reason);
    natives.chain(natives.readerCancel(reader, reason), ignore, ignore);
  };
  const timer = natives.startTimer(giveUp, LONGEST_REST_MS);
  timer.unref();
  const next = (): unknown =>
    natives.chain(
      natives.read(reader),
      ({ done, value }) => {
        if (isOver) return;
        if (done) {
          isOver = true;
          natives.stopTimer(timer);
          listener.end();
          return;
        }
        size += observe(value, listener);
        if (size > LARGEST_REST) giveUp();
        else next();
      },
      giveUp,
    );
  next();
}

function ignore(): void {
  // The program has given the body up; how its end goes concerns nobody.
}

/** {@link teeBody} of parts that are already there, one per read; what the listener throws breaks it off. */
export function watchedParts(parts: readonly Uint8Array[], listener: BodyListener): TeedBody {
  let next = 0;
  const source = {
    pull(controller: ReadableStreamDefaultController<unknown>) {
      try {
        const part = parts[next++];
        if (part !== undefined) {
          listener.chunk(part);
          controller.enqueue(part);
        }
        if (next < parts.length) return;
        listener.end();
        controller.close();
      } catch (error) {
        controller.error(error);
      }
    },
    cancel: (reason: unknown) => listener.cancel(reason),
  };
  const stream = new natives.NativeReadableStream(source, { highWaterMark: 0 });
  return { stream: stream as ReadableStream<Uint8Array>, source };
}

/** An async iterable as `fetch` takes it for a body, watched. */
export function teeIterable(
  iterable: AsyncIterable<unknown>,
  listener: BodyListener,
): AsyncIterable<unknown> {
  return {
    async *[Symbol.asyncIterator]() {
      let done = false;
      try {
        for await (const value of iterable) {
          observe(value, listener);
          yield value;
        }
        done = true;
        listener.end();
      } catch (error) {
        done = true;
        listener.error(error);
        throw error;
      } finally {
        if (!done) listener.cancel(undefined);
      }
    },
  };
}

/** A stream of parts that are already there, one per pull, and of the error that followed them. */
export function streamOf(
  parts: readonly unknown[],
  failure?: { readonly error: unknown },
): ReadableStream<Uint8Array> {
  let next = 0;
  return new natives.NativeReadableStream<unknown>(
    {
      pull(controller) {
        if (next < parts.length) controller.enqueue(parts[next++]);
        else if (failure === undefined) controller.close();
        else controller.error(failure.error);
      },
    },
    { highWaterMark: 0 },
  ) as ReadableStream<Uint8Array>;
}

/** What a body part is as bytes; null for what no body consists of. */
export function toBytes(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return encode(value);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return new Uint8Array(value);
  }
  return null;
}

/** Shows a part to the listener; returns its length in bytes. */
function observe(value: unknown, listener: BodyListener): number {
  const bytes = toBytes(value);
  if (bytes === null) return 0;
  listener.chunk(bytes);
  return bytes.byteLength;
}
