import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { silentLogger } from "#src/config/logger.ts";
import { createRunService } from "#src/runs/create-run-service.ts";
import { exportReadings } from "#src/runs/export-readings.ts";
import { spooledReadings } from "#src/runs/spooled-readings.ts";
import { openStore } from "#src/store/open-store.ts";
import { createPlaces } from "#src/worker/determinism/places.ts";
import { createReadingsLog } from "#src/worker/determinism/readings-log.ts";
import { readReadingsFile } from "#src/worker/determinism/recorded-readings.ts";
import { RUN, SESSION, STREAM, numbered, runEnd, runStart, temporaryHome } from "./recorded-run.ts";
import { DEAD_PID, writeSpool } from "./spool.ts";

const question = { path: createPlaces(() => {}).current(), isPlaced: false };
const clocks = { wall: 1000, performance: 0, hrtime: 0n, nanoseconds: 0, instant: 0n, uptime: 0 };

/** What a process of this place read from its wall clock, in the folder. */
function writeReadings(directory: string, process: string, values: readonly number[]): void {
  const start = { readings: clocks, timeOrigin: 1000 };
  const streamId = `${DEAD_PID}-${process.replaceAll(".", "")}`;
  const log = createReadingsLog({ directory, streamId, process, start });
  for (const value of values) log.write("wall", question, value);
}

const newFile = (): string => join(mkdtempSync(join(tmpdir(), "ao-export-")), "readings");

function readBack(file: string, process: string, count: number): unknown[] {
  const readings = readReadingsFile(file, process);
  return Array.from({ length: count }, () => readings?.take("wall", question) ?? null);
}

describe("what the processes of a run read from their clocks", () => {
  test("comes as events, and out again for each process", async () => {
    using home = temporaryHome();
    const store = await openStore(home);
    await using service = await createRunService({
      store,
      directories: home,
      logger: silentLogger,
    });
    const folder = mkdtempSync(join(tmpdir(), "ao-spool-"));
    writeReadings(folder, "0", [1001, 1002]);
    writeReadings(folder, "0.1", [2001]);
    const events = [...spooledReadings(folder)];
    await service.ingest(RUN, "owner", numbered([runStart(), ...events, runEnd()]));
    const file = newFile();
    expect(await exportReadings(store.reader, RUN, file)).toBe(true);
    expect(readBack(file, "0", 3)).toEqual([1001, 1002, null]);
    expect(readBack(file, "0.1", 2)).toEqual([2001, null]);
    expect(readReadingsFile(file, "0.2")).toBeNull();
    // It goes with its run.
    await service.deleteSession(SESSION);
    expect(await store.reader.readings.of(RUN)).toEqual([]);
  });

  test("comes again with more where a process lived on", async () => {
    using home = temporaryHome();
    const store = await openStore(home);
    await using service = await createRunService({
      store,
      directories: home,
      logger: silentLogger,
    });
    for (const [seq, values] of [[1001], [1001, 1002, 1003]].entries()) {
      const folder = mkdtempSync(join(tmpdir(), "ao-spool-"));
      writeReadings(folder, "0", values);
      const events = seq === 0 ? [runStart()] : [];
      const from = seq === 0 ? 1 : 3;
      await service.ingest(RUN, "owner", numbered([...events, ...spooledReadings(folder)], from));
    }
    const file = newFile();
    await exportReadings(store.reader, RUN, file);
    expect(readBack(file, "0", 4)).toEqual([1001, 1002, 1003, null]);
  });

  test("is taken from the spool where its owner died", async () => {
    using home = temporaryHome();
    const store = await openStore(home);
    await using service = await createRunService({
      store,
      directories: home,
      logger: silentLogger,
    });
    const folder = writeSpool(home, { owner: [runStart({ pid: DEAD_PID })], [STREAM]: [] });
    writeReadings(folder, "0", [1001]);
    await service.collect();
    expect(existsSync(folder)).toBe(false);
    const file = newFile();
    expect(await exportReadings(store.reader, RUN, file)).toBe(true);
    expect(readBack(file, "0", 1)).toEqual([1001]);
  });

  test("is no file where there is none, and damage is skipped", async () => {
    using home = temporaryHome();
    const store = await openStore(home);
    await using service = await createRunService({
      store,
      directories: home,
      logger: silentLogger,
    });
    const folder = mkdtempSync(join(tmpdir(), "ao-spool-"));
    writeFileSync(join(folder, "1-a.1.clock"), "not what it should be");
    writeFileSync(join(folder, "2-a.1.clock"), new Uint8Array(65_536));
    writeFileSync(join(folder, "3-a.2.clock"), new Uint8Array(65_536));
    expect([...spooledReadings(folder)]).toEqual([]);
    expect([...spooledReadings(join(folder, "gone"))]).toEqual([]);
    await service.ingest(RUN, "owner", numbered([runStart(), runEnd()]));
    const file = newFile();
    expect(await exportReadings(store.reader, RUN, file)).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  test("is refused where the file is damaged, for this process alone", () => {
    const file = newFile();
    writeFileSync(file, "0\tnot compressed\n");
    expect(() => readReadingsFile(file, "0")).toThrow();
    expect(readReadingsFile(file, "0.1")).toBeNull();
  });
});
