// Gathers a request's body while it is sent, or before. Runs in the user's process.
import { type BodyListener, toBytes } from "#src/intercept/body-tee.ts";
import * as natives from "#src/intercept/natives.ts";

/** Keeps copies of the parts and hands over the whole, once: at the end, or as far as it came. */
export class BodyCollector implements BodyListener {
  #parts: Uint8Array[] | null = [];
  readonly #deliver: (body: Uint8Array) => void;

  constructor(deliver: (body: Uint8Array) => void) {
    this.#deliver = deliver;
  }

  chunk(bytes: Uint8Array): void {
    this.#parts?.push(bytes.slice());
  }

  end(): void {
    this.stop();
  }

  error(): void {
    this.stop();
  }

  cancel(): void {
    this.stop();
  }

  /** Nothing more will be sent. */
  stop(): void {
    const parts = this.#parts;
    if (parts === null) return;
    this.#parts = null;
    this.#deliver(joinParts(parts));
  }
}

/** The parts of a body in one piece; what is no bytes is left out. */
export function joinParts(parts: readonly unknown[]): Uint8Array {
  const arrays = parts.map(toBytes).filter((bytes) => bytes !== null);
  const whole = new Uint8Array(arrays.reduce((total, bytes) => total + bytes.byteLength, 0));
  let offset = 0;
  for (const bytes of arrays) {
    whole.set(bytes, offset);
    offset += bytes.byteLength;
  }
  return whole;
}

/** All parts of a stream, and the error that ended it. */
export async function readAll(
  stream: ReadableStream,
): Promise<{ parts: unknown[]; error?: { readonly error: unknown } }> {
  const reader = natives.streamReader(stream);
  const parts: unknown[] = [];
  try {
    for (;;) {
      const { done, value } = await natives.read(reader);
      if (done) return { parts };
      parts.push(value);
    }
  } catch (error) {
    return { parts, error: { error } };
  }
}

/** A stream of what an iterable yields. */
export function streamFrom(iterable: AsyncIterable<unknown>): ReadableStream {
  const iterator = iterable[Symbol.asyncIterator]();
  return new natives.NativeReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        await iterator.return?.(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
