import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createPatches } from "#src/intercept/patches.ts";
import { patchPerformance } from "#src/worker/determinism/patch-performance.ts";

/** Its clocks stand at these. */
const ORIGIN = 1_000_000;
const NOW = 5000;

const descriptor = Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin");
const patches = createPatches();
afterEach(() => {
  patches.restore();
  Object.defineProperty(Performance.prototype, "timeOrigin", descriptor ?? {});
  performance.clearMarks();
  performance.clearMeasures();
});

describe("performance tells ao's time", () => {
  test("as origin, in marks and in measures that end now", () => {
    patchPerformance({ read: () => NOW, timeOrigin: () => ORIGIN }, patches);
    expect(performance.timeOrigin).toBe(ORIGIN);
    expect(performance.toJSON()).toMatchObject({ timeOrigin: ORIGIN });
    expect(performance.mark("a").startTime).toBe(NOW);
    expect(performance.mark("b", { detail: { a: 1 } })).toMatchObject({
      startTime: NOW,
      detail: { a: 1 },
    });
    expect(performance.measure("all")).toMatchObject({ startTime: 0, duration: NOW });
    expect(performance.measure("some", "a")).toMatchObject({ startTime: NOW, duration: 0 });
    expect(performance.measure("some", { start: 2 }).duration).toBe(NOW - 2);
  });

  test("but where the program says what the time is", () => {
    patchPerformance({ read: () => NOW, timeOrigin: () => ORIGIN }, patches);
    performance.mark("a", { startTime: 3 });
    performance.mark("b", { startTime: 7 });
    expect(performance.measure("m", "a", "b").duration).toBe(4);
    expect(performance.measure("m", { start: 1, duration: 5 }).duration).toBe(5);
    expect(performance.measure("m", { end: "b" }).duration).toBe(7);
  });

  test("and prints as it does without ao", () => {
    const printed: string[] = [];
    vi.spyOn(console, "log").mockImplementation((value) => void printed.push(Bun.inspect(value)));
    patchPerformance({ read: () => NOW, timeOrigin: () => ORIGIN }, patches);
    const before = inspect(Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin"));
    // oxlint-disable-next-line no-console -- the console is what is looked at
    console.log(performance);
    expect(printed.join()).toContain(`timeOrigin: ${ORIGIN},`);
    const after = Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin");
    expect(inspect(after)).toBe(before);
    vi.restoreAllMocks();
  });
});
