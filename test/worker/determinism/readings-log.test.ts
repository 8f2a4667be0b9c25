import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { spooledReadings } from "#src/runs/spooled-readings.ts";
import { type Path, createPlaces } from "#src/worker/determinism/places.ts";
import { type ReadingsLog, createReadingsLog } from "#src/worker/determinism/readings-log.ts";
import type { ClockStart } from "#src/worker/determinism/readings-segment.ts";
import { type RecordedReadings, parseReadings } from "#src/worker/determinism/recorded-readings.ts";

const START: ClockStart = {
  readings: {
    wall: 1_700_000_000_000,
    performance: 12.5,
    hrtime: 2n ** 60n,
    nanoseconds: 12_500_000,
    instant: 1_700_000_000_000_000_001n,
    uptime: 0.0125,
  },
  timeOrigin: 1_699_999_999_987.5,
};

const root: Path = createPlaces(() => {}).current();
const inOrder = { path: root, isPlaced: false };
const placed = (high: number, line: number, owner = 9): { path: Path; isPlaced: true } => ({
  path: { ...root, high, line, owner },
  isPlaced: true,
});

const newFolder = (): string => mkdtempSync(join(tmpdir(), "ao-readings-"));

function written(write: (log: ReadingsLog) => void, canMap = true): RecordedReadings {
  const directory = newFolder();
  write(createReadingsLog({ directory, streamId: "1-a", process: "0", start: START, canMap }));
  const read = readFolder(directory);
  expect(read?.process).toBe("0");
  if (read === null) throw new Error("nothing was written");
  return read.readings;
}

function readFolder(directory: string): { process: string; readings: RecordedReadings } | null {
  const [event] = [...spooledReadings(directory)];
  if (event === undefined) return null;
  const bytes = Bun.inflateSync(new Uint8Array(Buffer.from(event.data, "base64")));
  const readings = parseReadings(bytes);
  return readings === null ? null : { process: event.process, readings };
}

describe.each([
  ["in a mapped file", true],
  ["where files cannot be mapped", false],
])("what was read from the clocks, %s", (_, canMap) => {
  test("is read again, each kind exactly", () => {
    const readings = written((log) => {
      log.write("wall", inOrder, 1_700_000_000_001);
      log.write("performance", inOrder, 13.000000123);
      log.write("hrtime", inOrder, 2n ** 60n + 1n);
      log.write("instant", inOrder, 1_700_000_000_000_000_003n);
    }, canMap);
    expect(readings.start).toEqual(START);
    expect(readings.take("hrtime", inOrder)).toBe(2n ** 60n + 1n);
    expect(readings.take("wall", inOrder)).toBe(1_700_000_000_001);
    expect(readings.take("performance", inOrder)).toBe(13.000000123);
    expect(readings.take("instant", inOrder)).toBe(1_700_000_000_000_000_003n);
    expect(readings.take("uptime", inOrder)).toBe(null);
  });

  test("takes one entry for the same reading many times", () => {
    const readings = written((log) => {
      for (let turn = 0; turn < 1_000_000; turn++) log.write("wall", inOrder, 7);
      log.write("wall", inOrder, 8);
    }, canMap);
    for (let turn = 0; turn < 1_000_000; turn++) readings.take("wall", inOrder);
    expect(readings.take("wall", inOrder)).toBe(8);
    expect(readings.take("wall", inOrder)).toBe(null);
  });

  test("goes on in further files, and stops after some megabytes", () => {
    const directory = newFolder();
    const log = createReadingsLog({
      directory,
      streamId: "1-a",
      process: "0",
      start: START,
      canMap,
    });
    for (let value = 0; value < 200_000; value++) log.write("performance", inOrder, value);
    const readings = readFolder(directory)?.readings;
    let last: unknown = null;
    let count = 0;
    for (;;) {
      const value = readings?.take("performance", inOrder) ?? null;
      if (value === null) break;
      last = value;
      count += 1;
    }
    expect(count).toBeGreaterThan(100_000);
    expect(last).toBe(count - 1);
    expect(readdirSync(directory).length).toBe(9);
  });

  test("is there when its process was killed in the middle", async () => {
    const directory = newFolder();
    const child = Bun.spawn({
      cmd: [
        process.execPath,
        join(import.meta.dirname, "killed-writer.ts"),
        directory,
        canMap ? "mapped" : "written",
      ],
      stdout: "pipe",
    });
    await child.stdout.getReader().read();
    child.kill("SIGKILL");
    await child.exited;
    const read = readFolder(directory);
    expect(read?.process).toBe("0.1");
    for (let value = 1; value <= 5000; value++) {
      expect(read?.readings.take("performance", inOrder)).toBe(value);
    }
  });
});

const readings = (): RecordedReadings =>
  written((log) => {
    log.write("wall", placed(1, 100), 1);
    log.write("wall", placed(2, 200), 2);
    log.write("wall", placed(3, 100), 3);
    log.write("wall", placed(4, 300, 8), 4);
  });

describe("a question gets the answer", () => {
  test("of its place, in whatever order", () => {
    const { take } = readings();
    expect([3, 1, 2].map((high) => take("wall", placed(high, 100)))).toEqual([3, 1, 2]);
  });

  test("of its line where the path is another, and of nobody where the line has asked no more", () => {
    const { take } = readings();
    expect([7, 8, 9].map((high) => take("wall", placed(high, 100)))).toEqual([1, 3, null]);
    // Nobody takes it from the one that it belongs to.
    expect(take("wall", placed(1, 100))).toBe(1);
  });

  test("of its function where the line is another, as after an edit above it", () => {
    const { take } = readings();
    expect([110, 210, 110].map((line, index) => take("wall", placed(50 + index, line)))).toEqual([
      1, 2, 3,
    ]);
    expect(take("wall", placed(60, 120))).toBe(null);
    expect(take("wall", placed(61, 310, 8))).toBe(4);
  });

  test("of its own clock alone", () => {
    expect(readings().take("performance", placed(1, 100))).toBe(null);
  });
});

describe("a damaged file of readings", () => {
  test.each([
    ["an empty one", new Uint8Array()],
    ["one that was never begun", new Uint8Array(65_536)],
    ["text", new TextEncoder().encode("x".repeat(1000))],
  ])("is none: %s", (_, bytes) => {
    expect(parseReadings(bytes)).toBe(null);
  });
});
