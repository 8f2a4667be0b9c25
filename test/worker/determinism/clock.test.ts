import { describe, expect, test } from "vitest";
import type { ClockKind } from "#src/protocol/clock-readings.ts";
import { type Clock, clockStart, createClock } from "#src/worker/determinism/clock.ts";
import { journalOf } from "#src/worker/determinism/journal.ts";
import { createPlaces } from "#src/worker/determinism/places.ts";
import type { Reading } from "#src/worker/determinism/readings-segment.ts";
import type { RecordedReadings } from "#src/worker/determinism/recorded-readings.ts";
import { RecordedSteps } from "#src/worker/determinism/recorded-steps.ts";

const fail = (error: unknown): never => {
  throw error;
};

/** Real clocks that stand still until they are moved. */
function createRealClocks(): Record<ClockKind, () => Reading> & {
  move(milliseconds: number): void;
} {
  let elapsed = 0;
  return {
    wall: () => 2_000_000 + Math.trunc(elapsed),
    performance: () => 50 + elapsed,
    hrtime: () => 7_000_000_000n + BigInt(Math.trunc(elapsed * 1e6)),
    nanoseconds: () => Math.trunc((50 + elapsed) * 1e6),
    instant: () => 2_000_000_000_000n + BigInt(Math.trunc(elapsed * 1e6)),
    uptime: () => (50 + elapsed) / 1000,
    move: (milliseconds) => {
      elapsed += milliseconds;
    },
  };
}

/** A recorded run that started at 1,000,000 and has these answers left. */
function recordedRun(answers: Partial<Record<ClockKind, Reading[]>>): RecordedReadings {
  const readings = {
    wall: 1_000_000,
    performance: 20,
    hrtime: 3_000_000_000n,
    nanoseconds: 20_000_000,
    instant: 1_000_000_000_000n,
    uptime: 0.02,
  };
  return {
    start: { readings, timeOrigin: 999_980 },
    take: (kind) => answers[kind]?.shift() ?? null,
    steps: new RecordedSteps(),
  };
}

function clockOf(
  real: ReturnType<typeof createRealClocks>,
  recorded: () => RecordedReadings | null,
): { readonly clock: Clock; readonly read: (kind: ClockKind) => Reading; readonly log: Reading[] } {
  const log: Reading[] = [];
  const write = (_kind: unknown, _question: unknown, value: Reading): void => void log.push(value);
  const clock = createClock({
    places: createPlaces(fail),
    real,
    open: journalOf({
      now: () => clockStart(real),
      recorded,
      log: () => ({ write, writeStep: () => {} }),
    }),
    report: () => {},
  });
  const read = (kind: ClockKind): Reading => clock.read(kind, read);
  return { clock, read, log };
}

describe("the program's time", () => {
  test("is the real one in a first run, and written down", () => {
    const real = createRealClocks();
    const { read, log } = clockOf(real, () => null);
    expect(read("wall")).toBe(2_000_000);
    real.move(1.5);
    expect(read("performance")).toBe(51.5);
    expect(log).toEqual([2_000_000, 51.5]);
  });

  test("is the recorded one in a re-run, written down again, and then goes on from there", () => {
    const real = createRealClocks();
    const answers = { wall: [1_000_010, 1_005_000] };
    const { clock, read, log } = clockOf(real, () => recordedRun(answers));
    expect(clock.timeOrigin()).toBe(999_980);
    expect([read("wall"), read("wall")]).toEqual([1_000_010, 1_005_000]);
    real.move(3);
    // All clocks have come as far.
    expect(read("wall")).toBe(1_005_003);
    expect(read("performance")).toBe(5023);
    expect(read("hrtime")).toBe(8_003_000_000n);
    expect(read("instant")).toBe(1_005_003_000_000n);
    expect(read("uptime")).toBeCloseTo(5.023, 9);
    expect(log.length).toBe(7);
  });

  test("never goes backwards where answers run out", () => {
    const real = createRealClocks();
    const { read } = clockOf(real, () => recordedRun({ wall: [1_000_001] }));
    real.move(500);
    expect(read("wall")).toBe(1_000_001);
    expect(Number(read("wall"))).toBeGreaterThanOrEqual(1_000_001);
    const before = Number(read("performance"));
    real.move(1);
    expect(Number(read("performance"))).toBe(before + 1);
  });

  test("is the real one where the recorded cannot be read", () => {
    const { read } = clockOf(createRealClocks(), () => fail(new Error("damaged")));
    expect(read("wall")).toBe(2_000_000);
  });
});
