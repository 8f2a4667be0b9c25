// A `Date` that asks ao's clock where it is asked for the present. Runs in the user's process. Its
// prototype is the native one, so that every Date is one of both.
import { hideOwnFrames } from "#src/intercept/own-frames.ts";
import type { Patches } from "#src/intercept/patches.ts";
import type { Clock } from "./clock.ts";

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
  const isPatched = patches.patchClass<DateConstructor>(globalThis, "Date", () => traps(clock));
  const descriptor = getOwnPropertyDescriptor(NativeDate.prototype, "constructor");
  if (!isPatched || descriptor === undefined) return;
  PatchedDate = Date;
  // What dates say their constructor is, is what the program finds under its name.
  defineProperty(NativeDate.prototype, "constructor", { ...descriptor, value: Date });
}

let PatchedDate: unknown = null;

function traps(clock: Clock): ProxyHandler<DateConstructor> {
  const traps = {
    construct(_real: DateConstructor, values: unknown[], newTarget: unknown): object {
      const count = values.length;
      try {
        if (newTarget === PatchedDate) {
          if (count === 0) return new NativeDate(Number(clock.read("wall", traps.construct)));
          if (count === 1) return new NativeDate(values[0] as number);
          return construct(NativeDate, values) as Date;
        }
        // A subclass.
        const given = count > 0 ? values : [Number(clock.read("wall", traps.construct))];
        return construct(NativeDate, given, newTarget as DateConstructor) as Date;
      } catch (error) {
        // What cannot be made a number.
        hideOwnFrames(error);
        throw error;
      }
    },
    apply: (): string => toText(new NativeDate(Number(clock.read("wall", traps.apply)))),
  };
  return traps;
}
