// `Intl.DateTimeFormat` formats the present where it is given no date: then it asks ao's clock. Runs in
// the user's process.
import { type AnyFunction, type Patches, disguise } from "#src/intercept/patches.ts";
import type { Clock } from "./clock.ts";

type Format = (date?: unknown) => unknown;

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Replaces `format`, which is a getter, and `formatToParts`. */
export function patchDateFormat(clock: Clock, patches: Patches): void {
  const { prototype } = Intl.DateTimeFormat;
  const format = getOwnPropertyDescriptor(prototype, "format");
  if (format?.get !== undefined) {
    // A property of this shape lets the registry make it look native.
    const holder = { get: format.get };
    patches.patchMethod(holder, "get", (real) => formatGetter(clock, real));
    defineProperty(prototype, "format", { ...format, get: holder.get });
  }
  patches.patchMethod(prototype, "formatToParts", (real) => withPresent(clock, real));
}

type Method = (this: unknown, ...values: unknown[]) => unknown;

function withPresent(clock: Clock, real: AnyFunction): Method {
  const { formatToParts } = {
    formatToParts(this: unknown, ...values: unknown[]): unknown {
      if (values[0] !== undefined || !isFormat(this)) return apply(real, this, values as never[]);
      return apply(real, this, [clock.read("wall", formatToParts) as never]);
    },
  };
  return formatToParts;
}

const resolvedOptions = Intl.DateTimeFormat.prototype.resolvedOptions;

/** A wrong receiver is refused before the time is asked for. */
function isFormat(value: unknown): boolean {
  try {
    apply(resolvedOptions, value, []);
    return true;
  } catch {
    return false;
  }
}

function formatGetter(clock: Clock, real: AnyFunction): Method {
  const formats = new WeakMap<object, Format>();
  // The name by which it prints.
  const { format } = {
    format(this: unknown): unknown {
      if (!isFormat(this)) return apply(real, this, []);
      const native = apply(real, this, []) as Format;
      const known = formats.get(native);
      if (known !== undefined) return known;
      const bound = (date?: unknown): unknown =>
        native(date === undefined ? clock.read("wall", bound) : date);
      const disguised = disguise(bound, native);
      formats.set(native, disguised);
      return disguised;
    },
  };
  return format;
}
