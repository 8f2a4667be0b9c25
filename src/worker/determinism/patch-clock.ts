// Puts the program's clocks under ao's hand. Runs in the user's process. What ao itself measures has the
// clocks as they were when it was loaded.
import type { Patches } from "#src/intercept/patches.ts";
import type { ClockKind } from "#src/protocol/clock-readings.ts";
import type { Clock } from "./clock.ts";
import { patchDate } from "./patch-date.ts";
import { patchDateFormat } from "./patch-date-format.ts";
import { patchPerformance } from "./patch-performance.ts";
import { patchTemporal } from "./patch-temporal.ts";
import type { Reading } from "./readings-segment.ts";

const { performance } = globalThis;
const dateNow = Date.now;
const performanceNow = performance.now.bind(performance);
const { hrtime } = process;
const hrtimeBigint = hrtime.bigint;
const uptime = process.uptime.bind(process);
const { nanoseconds } = Bun;
const temporalInstant = typeof Temporal === "object" ? Temporal.Now.instant : null;

/** Where the runtime has no Temporal, only version 7 UUIDs ask, for which milliseconds do. */
function realInstant(): bigint {
  return temporalInstant?.().epochNanoseconds ?? BigInt(dateNow()) * 1_000_000n;
}

/** The clocks as they are without ao. */
export const REAL_CLOCKS: Readonly<Record<ClockKind, () => Reading>> = {
  wall: dateNow,
  performance: performanceNow,
  hrtime: hrtimeBigint,
  nanoseconds,
  instant: realInstant,
  uptime,
};

/** Replaces everything that tells the time, in this process or worker. */
export function patchClock(clock: Clock, patches: Patches): void {
  patches.patch<() => number>(performance, "now", () => {
    const now = (): number => Number(clock.read("performance", now));
    return now;
  });
  patches.patch<() => number>(Bun, "nanoseconds", () => {
    const now = (): number => Number(clock.read("nanoseconds", now));
    return now;
  });
  patches.patch<() => number>(process, "uptime", () => {
    const now = (): number => Number(clock.read("uptime", now));
    return now;
  });
  patchHrtime(clock, patches);
  patchPerformance(clock, patches);
  patchDateFormat(clock, patches);
  patchTemporal(clock, patches);
  // Last: its patch takes what `Date` then holds into the new `Date`.
  patchDate(clock, patches);
}

const SECOND = 1_000_000_000n;

function patchHrtime(clock: Clock, patches: Patches): void {
  // First, because the patch of `hrtime` copies what it holds.
  patches.patch<() => bigint>(hrtime, "bigint", () => {
    const now = (): bigint => BigInt(clock.read("hrtime", now));
    return now;
  });
  patches.patch<typeof process.hrtime>(process, "hrtime", (real) => {
    const now = (...parameters: [before?: [number, number]]): [number, number] => {
      // Refuses what is no time.
      real(...parameters);
      const reading = BigInt(clock.read("hrtime", now));
      const [before] = parameters;
      if (before === undefined) return [Number(reading / SECOND), Number(reading % SECOND)];
      const seconds = Number(reading / SECOND) - before[0];
      const rest = Number(reading % SECOND) - before[1];
      return rest < 0 ? [seconds - 1, rest + Number(SECOND)] : [seconds, rest];
    };
    return now as typeof process.hrtime;
  });
}
