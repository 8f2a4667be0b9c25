// `Intl.DateTimeFormat` formats the present where it is given no date: then it asks ao's clock. Runs in
// the user's process.
import { disguise } from "#src/intercept/patches.ts";
import type { Clock } from "./clock.ts";

type AnyFunction = (this: unknown, ...parameters: never[]) => unknown;
type Format = (date?: unknown) => unknown;

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/**
 * Proxies, because both need their receiver, which the registry's functions lose. Only their own source
 * text tells them from the native ones.
 */
export function patchDateFormat(clock: Clock): void {
  const { prototype } = Intl.DateTimeFormat;
  const format = getOwnPropertyDescriptor(prototype, "format");
  if (format?.get !== undefined) {
    defineProperty(prototype, "format", { ...format, get: formatGetter(clock, format.get) });
  }
  const parts = getOwnPropertyDescriptor(prototype, "formatToParts");
  if (typeof parts?.value === "function") {
    const value = withPresent(clock, parts.value as AnyFunction);
    defineProperty(prototype, "formatToParts", { ...parts, value });
  }
}

function withPresent(clock: Clock, real: AnyFunction): AnyFunction {
  const trap = (target: AnyFunction, receiver: unknown, parameters: unknown[]): unknown => {
    if (parameters[0] !== undefined) return apply(target, receiver, parameters as never[]);
    // A wrong receiver is refused before the time is asked for.
    apply(target, receiver, [0 as never]);
    return apply(target, receiver, [clock.read("wall", trap) as never]);
  };
  return new Proxy(real, { apply: trap });
}

function formatGetter(clock: Clock, real: AnyFunction): () => unknown {
  const formats = new WeakMap<object, Format>();
  return new Proxy(real, {
    apply: (target, receiver, parameters: never[]) => {
      const native = apply(target, receiver, parameters) as Format;
      const known = formats.get(native);
      if (known !== undefined) return known;
      const format = (date?: unknown): unknown =>
        native(date === undefined ? clock.read("wall", format) : date);
      const disguised = disguise(format, native);
      formats.set(native, disguised);
      return disguised;
    },
  }) as () => unknown;
}
