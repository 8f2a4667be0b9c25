// The program's time: the real one, written down, or the one that was written down. Runs in the user's
// process. Where a re-run asks more than the recorded run did, time goes on from the newest answer as
// fast as the real one, and never backwards.
import { CLOCKS, type ClockKind, isExactClock } from "#src/protocol/clock-readings.ts";
import type { Journal } from "./journal.ts";
import type { Path, Places } from "./places.ts";
import type { ClockStart, Reading } from "./readings-segment.ts";

type AnyFunction = (...parameters: never[]) => unknown;

export interface Clock {
  /** What the program gets that asks this clock through the function `asked`. */
  read(kind: ClockKind, asked: AnyFunction): Reading;
  /** `performance.timeOrigin` as the program is to see it. */
  timeOrigin(): number;
}

export interface ClockOptions {
  readonly places: Places;
  /** Opened with the first question. */
  readonly open: () => Journal;
  readonly report: (error: unknown) => void;
  /** The real clocks. */
  readonly real: Readonly<Record<ClockKind, () => Reading>>;
}

/**
 * Libraries that sign requests with the time: a service refuses what was signed hours ago. They have the
 * real time, and what they read is not a part of any prompt.
 */
const SIGNERS =
  /[\\/]node_modules[\\/](?:@smithy|@aws-sdk|@aws-crypto|aws4|aws4fetch|google-auth-library|gtoken|jws|jose|jsonwebtoken|@azure|google-gax)[\\/]/;

const { timeOrigin: realTimeOrigin } = performance;

/** The clock of this process. All clocks count from the first question. */
export function createClock(options: ClockOptions): Clock {
  const { places, real } = options;
  let opened: OpenClock | null = null;
  const open = (): OpenClock => (opened ??= openSafely(options));

  return {
    read: (kind, asked) => {
      const path = places.current();
      if (path.left <= 0) return open().read(kind, path, false);
      const placed = places.place(path, asked, "clock");
      if (SIGNERS.test(placed.frame)) return real[kind]();
      return open().read(kind, placed, true);
    },
    timeOrigin: () => open().timeOrigin,
  };
}

interface OpenClock {
  readonly timeOrigin: number;
  read(kind: ClockKind, path: Path, isPlaced: boolean): Reading;
}

/** The real clocks where the recorded ones cannot be had. */
function openSafely(options: ClockOptions): OpenClock {
  try {
    return openClock(options);
  } catch (error) {
    options.report(error);
    return { timeOrigin: realTimeOrigin, read: (kind) => options.real[kind]() };
  }
}

function openClock({ open, real }: ClockOptions): OpenClock {
  const { past, start, log } = open();
  const { write } = log;
  /** Milliseconds from the start to the latest answer, and when that was given. */
  let reached = 0;
  let reachedAt = Number(real.performance());

  return {
    timeOrigin: start.timeOrigin,
    read: (kind, path, isPlaced) => {
      if (past === null) {
        const value = real[kind]();
        write(kind, { path, isPlaced }, value);
        return value;
      }
      const now = Number(real.performance());
      const first = start.readings[kind];
      const present = reached + (now - reachedAt);
      const value = past.take(kind, { path, isPlaced }) ?? later(kind, first, present);
      const elapsed = since(kind, first, value);
      if (elapsed > present) {
        reached = elapsed;
        reachedAt = now;
      }
      write(kind, { path, isPlaced }, value);
      return value;
    },
  };
}

/** Where the clocks stand now. Temporal, which takes long to load, shows the wall clock. */
export function clockStart(real: ClockOptions["real"]): ClockStart {
  const readings = CLOCKS.map((kind) => [
    kind,
    kind === "instant" ? BigInt(real.wall()) * 1_000_000n : real[kind](),
  ]);
  return {
    readings: Object.fromEntries(readings) as ClockStart["readings"],
    timeOrigin: realTimeOrigin,
  };
}

/** What a unit of the clock is in milliseconds. */
const UNITS: Readonly<Record<ClockKind, number>> = {
  wall: 1,
  performance: 1,
  hrtime: 1e-6,
  nanoseconds: 1e-6,
  instant: 1e-6,
  uptime: 1000,
};

/** Milliseconds between two readings of a clock. */
function since(kind: ClockKind, start: Reading, value: Reading): number {
  const difference = isExactClock(kind)
    ? Number(BigInt(value) - BigInt(start))
    : Number(value) - Number(start);
  return difference * UNITS[kind];
}

/** What a clock shows so many milliseconds after `start`. */
function later(kind: ClockKind, start: Reading, elapsed: number): Reading {
  const units = elapsed / UNITS[kind];
  if (isExactClock(kind)) return BigInt(start) + BigInt(Math.trunc(units));
  const value = Number(start) + units;
  return kind === "wall" || kind === "nanoseconds" ? Math.trunc(value) : value;
}
