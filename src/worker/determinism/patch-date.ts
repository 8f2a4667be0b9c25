// A `Date` that asks ao's clock where it is asked for the present. Runs in the user's process. Its
// prototype is the native one, so that every Date is one of both.
import type { Patches } from "#src/intercept/patches.ts";
import type { Clock } from "./clock.ts";

type DateFunction = (this: unknown, ...parameters: never[]) => unknown;

const NativeDate = Date;
const { construct } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const toText = Function.prototype.call.bind(Date.prototype.toString) as (date: Date) => string;

/** Replaces `Date.now`, `new Date()` and `Date()`. */
export function patchDate(clock: Clock, patches: Patches): void {
  patches.patch<() => number>(NativeDate, "now", () => {
    const now = (): number => Number(clock.read("wall", now));
    return now;
  });
  const isPatched = patches.patch<DateFunction>(globalThis, "Date", () => dateOf(clock));
  const descriptor = getOwnPropertyDescriptor(NativeDate.prototype, "constructor");
  if (!isPatched || descriptor === undefined) return;
  // What dates say their constructor is, is what the program finds under its name.
  defineProperty(NativeDate.prototype, "constructor", { ...descriptor, value: Date });
}

function dateOf(clock: Clock): DateFunction {
  function replacement(this: unknown, ...values: never[]): unknown {
    const target = new.target;
    if (target === undefined) return toText(new NativeDate(present()));
    const count = values.length;
    if (target !== replacement) {
      return construct(NativeDate, count === 0 ? [present()] : values, target);
    }
    if (count === 0) return new NativeDate(present());
    return count === 1 ? new NativeDate(values[0] as never) : construct(NativeDate, values);
  }
  const present = (): number => Number(clock.read("wall", replacement));
  // `instanceof` looks here.
  replacement.prototype = NativeDate.prototype;
  return replacement;
}
