// Records the body of `undici.request`: a Node stream that also has the reading methods of a
// Response. Runs in the user's process.
import type { CallTap } from "#src/intercept/call-tap.ts";
import * as natives from "#src/intercept/natives.ts";
import { type ReadableSide, replaceMethod, watchReadable } from "#src/intercept/stream-hooks.ts";

type Read = () => Promise<unknown>;

const encoder = new TextEncoder();

/** Watches both ways to read it; the program uses one. */
export function recordUndiciBody(body: object, tap: CallTap, signal: AbortSignal | null): void {
  watchReadable(body as ReadableSide, tap, {
    onBreak(error) {
      if (error === null) tap.cancel();
      else tap.breakOff(error, signal);
    },
  });
  const methods = body as unknown as Record<"text" | "arrayBuffer", Read>;
  const readText = methods.text;
  const readBuffer = methods.arrayBuffer;
  const text: Read = () =>
    follow(readText.call(body), tap, signal, (value) => encoder.encode(value as string));
  replaceMethod(body, "text", text);
  replaceMethod(body, "json", () =>
    natives.chain(text(), (value) => new natives.NativeResponse(value as string).json()),
  );
  replaceMethod(body, "arrayBuffer", () =>
    follow(readBuffer.call(body), tap, signal, (value) => new Uint8Array(value as ArrayBuffer)),
  );
}

function follow<Value>(
  reading: Promise<Value>,
  tap: CallTap,
  signal: AbortSignal | null,
  toBytes: (value: Value) => Uint8Array,
): Promise<Value> {
  return natives.chain(
    reading,
    (value) => {
      tap.chunk(toBytes(value));
      tap.end();
      return value;
    },
    (error) => {
      tap.breakOff(error, signal);
      throw error;
    },
  );
}
