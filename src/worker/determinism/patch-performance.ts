// What `performance` tells of the time beside `now`: its origin, marks and measures. Runs in the user's
// process. The native functions get the time as an option, and refuse what is wrong.
import type { Patches } from "#src/intercept/patches.ts";
import type { Clock } from "./clock.ts";

const { apply } = Reflect;
const { create, defineProperty, getOwnPropertyDescriptor } = Object;
const { performance } = globalThis;
const includes = Function.prototype.call.bind(Array.prototype.includes) as (
  values: Given,
  value: unknown,
) => boolean;

type Given = readonly unknown[];

/** Replaces `timeOrigin`, `toJSON`, `mark` and `measure`. */
export function patchPerformance(clock: Clock, patches: Patches): void {
  const { prototype } = Performance;
  patchTimeOrigin(clock, patches);
  patches.patchMethod(prototype, "toJSON", (real) => {
    const { toJSON } = {
      toJSON(this: unknown, ...values: unknown[]): unknown {
        if (this !== performance) return apply(real, this, values as never[]);
        const json = apply(real, this, values as never[]) as { timeOrigin: number };
        json.timeOrigin = clock.timeOrigin();
        return json;
      },
    };
    return toJSON;
  });
  patches.patchMethod(prototype, "mark", (real) => {
    const now = (): unknown => clock.read("performance", mark);
    const { mark } = {
      mark(this: unknown, ...values: unknown[]): unknown {
        return apply(real, this, (this === performance ? markNow(values, now) : values) as never[]);
      },
    };
    return mark;
  });
  patches.patchMethod(prototype, "measure", (real) => {
    const now = (): unknown => clock.read("performance", measure);
    const { measure } = {
      measure(this: unknown, ...values: unknown[]): unknown {
        const isOwn = this === performance;
        return apply(real, this, (isOwn ? measureToNow(values, now) : values) as never[]);
      },
    };
    return measure;
  });
}

/** What `mark` is given, with the time where the program does not say it. */
function markNow(values: Given, now: () => unknown): Given {
  const [name, options] = values;
  if (values.length === 0 || !isDictionary(options)) return values;
  if (options?.["startTime"] !== undefined) return values;
  return [name, withMember(options, "startTime", now())];
}

/** What `measure` is given, with its end where that is now. */
function measureToNow(values: Given, now: () => unknown): Given {
  const [name, start, end] = values;
  if (values.length === 0 || end !== undefined) return values;
  if (typeof start === "string") return [name, { start, end: now() }];
  if (!isDictionary(start) || start?.["end"] !== undefined) return values;
  // Two of the three say the third.
  if (start?.["duration"] !== undefined) return values;
  return [name, withMember(start, "end", now())];
}

/** Also where it is left out. */
function isDictionary(value: unknown): value is Readonly<Record<string, unknown>> | null {
  return value === undefined || value === null || typeof value === "object";
}

/** The program's object is left as it is. */
function withMember(options: object | null | undefined, key: string, value: unknown): object {
  return create(options ?? null, { [key]: { value, enumerable: true } }) as object;
}

function patchTimeOrigin(clock: Clock, patches: Patches): void {
  const { prototype } = Performance;
  const descriptor = getOwnPropertyDescriptor(prototype, "timeOrigin");
  if (descriptor?.get === undefined || descriptor.configurable !== true) return;
  // A property of this shape lets the registry make it look native.
  const holder = { get: descriptor.get };
  patches.patchMethod(holder, "get", (real) => {
    // The name by which it prints.
    const { timeOrigin } = {
      timeOrigin(this: unknown): unknown {
        return this === performance ? clock.timeOrigin() : apply(real, this, []);
      },
    };
    return timeOrigin;
  });
  const patched = { ...descriptor, get: holder.get };
  defineProperty(prototype, "timeOrigin", patched);
  printAsNumber(clock, patches, patched);
}

const PRINTING = ["log", "info", "debug", "warn", "error", "dir"];

/** Of native getters the console prints the value, of all others that they are some. */
function printAsNumber(clock: Clock, patches: Patches, patched: PropertyDescriptor): void {
  const { prototype } = Performance;
  for (const name of PRINTING) {
    patches.patch<(...values: unknown[]) => void>(console, name, (real) => (...values) => {
      if (!includes(values, performance)) return real(...values);
      try {
        const value = clock.timeOrigin();
        defineProperty(prototype, "timeOrigin", { value, enumerable: true, configurable: true });
        return real(...values);
      } finally {
        defineProperty(prototype, "timeOrigin", patched);
      }
    });
  }
}
