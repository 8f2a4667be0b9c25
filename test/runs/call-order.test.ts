import { describe, expect, test } from "vitest";
import { ArrivalOrder, type TimedStep, inOrderOfTime } from "#src/runs/call-order.ts";

const call = (process: string, startedAt: number, duration: number) => ({
  process,
  startedAt,
  summary: { duration_ms: duration },
});

describe("an answer comes too late", () => {
  test.each([
    {
      name: "behind a call that another process made after it",
      other: "0.1",
      start: 9,
      late: true,
    },
    { name: "not behind one that was made before it", other: "0.1", start: 5, late: false },
    { name: "not behind one of its own process", other: "0", start: 9, late: false },
  ])("$name", ({ other, start, late }) => {
    const order = new ArrivalOrder();
    expect(order.take(call(other, start, 1), "input")).toBe(true);
    expect(order.take(call("0", 3, 3), "input")).toBe(true);
    expect(order.take(call("0", 3, 3), "output")).toBe(!late);
  });
});

test("steps are put in the order of time, those of a process as it took them", () => {
  const steps: TimedStep[] = [
    { step: { order: 1, number: 1, side: "input" }, process: "0", at: 1 },
    { step: { order: 2, number: 1, side: "output" }, process: "0", at: 2.001 },
    // Its clock was put back.
    { step: { order: 3, number: 2, side: "input" }, process: "0", at: 2 },
    { step: { order: 4, number: 3, side: "input" }, process: "0.1", at: 1.5 },
    { step: { order: 5, number: 3, side: "output" }, process: "0.1", at: 2.0005 },
  ];
  expect(inOrderOfTime(steps).map(({ order }) => order)).toEqual([1, 4, 5, 2, 3]);
});
