// When the parts of a cached answer are due. Runs in the user's process.
import type { CachedAnswer } from "#src/intercept/call-recorder.ts";
import * as natives from "#src/intercept/natives.ts";

const now = performance.now.bind(performance);

/** Tells of each part of an answer, from 0, in how many milliseconds it is due; 0 for at once. */
export type Pace = (part: number) => number;

/** The pace of an answer that is asked for at this moment; null where all of it is there at once. */
export function startPace({ at }: CachedAnswer): Pace | null {
  if (at === undefined) return null;
  const startedAt = now();
  return (part) => Math.max(0, (at[part] ?? at.at(-1) ?? 0) - (now() - startedAt));
}

/** Waits; rejects with the reason of a signal that fires meanwhile. Keeps the program alive, as a request does. */
export function pause(milliseconds: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      natives.stopTimer(timer);
      reject(signal?.reason as Error);
    };
    const timer = natives.startTimer(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/** A stream of parts, each when it is due. */
export function pacedStreamOf(
  parts: readonly Uint8Array[],
  pace: Pace,
  signal: AbortSignal | null,
): ReadableStream<Uint8Array> {
  let next = 0;
  return new natives.NativeReadableStream<unknown>(
    {
      async pull(controller) {
        const part = parts[next];
        if (part === undefined) {
          controller.close();
          return;
        }
        await pause(pace(next++), signal);
        controller.enqueue(part);
      },
    },
    { highWaterMark: 0 },
  ) as ReadableStream<Uint8Array>;
}
