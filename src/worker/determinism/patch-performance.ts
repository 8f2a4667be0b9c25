// What `performance` tells of the time beside `now`: its origin, marks and measures. Runs in the user's
// process. The native functions get the time as an option, and refuse what is wrong.
import type { AnyFunction, Patches } from "#src/intercept/patches.ts";
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
  patchWith(patches, "mark", (method) => {
    const now = (): unknown => clock.read("performance", method());
    return ([name, options]) => {
      if (!isDictionary(options) || options?.["startTime"] !== undefined) return null;
      return [name, withMember(options, "startTime", now())];
    };
  });
  patchWith(patches, "measure", (method) => {
    const now = (): unknown => clock.read("performance", method());
    return ([name, start, end]) => {
      if (end !== undefined) return null;
      if (typeof start === "string") return [name, { start, end: now() }];
      if (!isDictionary(start) || start?.["end"] !== undefined) return null;
      // Two of the three say the third.
      if (start?.["duration"] !== undefined) return null;
      return [name, withMember(start, "end", now())];
    };
  });
}

/** What the native function is given instead; null for what it was given. */
type Change = (values: Given) => Given | null;

function patchWith(
  patches: Patches,
  key: "mark" | "measure",
  createChange: (method: () => AnyFunction) => Change,
): void {
  patches.patchMethod(Performance.prototype, key, (real) => {
    const change = createChange(() => made[key]);
    const run = (self: unknown, values: Given): never[] =>
      ((self === performance && values.length > 0 ? change(values) : null) ?? values) as never[];
    const made = {
      [key](this: unknown, ...values: unknown[]): unknown {
        return apply(real, this, run(this, values));
      },
    } as Record<typeof key, (this: unknown, ...values: unknown[]) => unknown>;
    return made[key];
  });
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
