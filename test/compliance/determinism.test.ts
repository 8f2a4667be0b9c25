import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { spooledReadings } from "#src/runs/spooled-readings.ts";

const here = new URL(".", import.meta.url).pathname;

interface Repeated {
  readonly seed: string | null;
  readonly clock: SpoolManifest["clock"];
  readonly readings_file: string | null;
}

/** A scenario in a process of its own: what it wrote, and a file of what it read from its clocks. */
async function run(
  scenario: string,
  manifest: Repeated | null,
  ...words: string[]
): Promise<{ readonly out: string; readonly readings: string }> {
  const directory = mkdtempSync(join(tmpdir(), "ao-determinism-"));
  const options = { manifest, directory, process: "0", nodeCrypto: true };
  const preload = manifest === null ? [] : ["--preload", join(here, "repeatable.ts")];
  const child = Bun.spawn({
    cmd: [process.execPath, ...preload, join(here, "scenarios", scenario), ...words],
    env: { ...process.env, REPEATABLE: JSON.stringify(options), NO_COLOR: "1" },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, error] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  expect(error).toBe("");
  const readings = join(directory, "readings");
  const lines = [...spooledReadings(directory)].map((event) => `${event.process}\t${event.data}\n`);
  writeFileSync(readings, lines.join(""));
  return { out, readings };
}

const RECORDED: Repeated = { seed: "a seed", clock: "record", readings_file: null };

describe("a program cannot tell that its clocks and random numbers can be repeated", () => {
  test("in a first run and in a re-run", async () => {
    const plain = await run("determinism.ts", null);
    const recorded = await run("determinism.ts", RECORDED);
    const { readings } = recorded;
    const again = await run("determinism.ts", {
      ...RECORDED,
      clock: "replay",
      readings_file: readings,
    });
    expect(recorded.out.split("\n")).toEqual(plain.out.split("\n"));
    expect(again.out.split("\n")).toEqual(plain.out.split("\n"));
  }, 60_000);
});

describe("a re-run has the times and numbers of the recorded run", () => {
  test("although its parts take other times, and a timer beside them fires more often", async () => {
    const recorded = await run("repeated.ts", RECORDED, "slow");
    const { readings } = recorded;
    const replay: Repeated = { ...RECORDED, clock: "replay", readings_file: readings };
    const again = await run("repeated.ts", replay, "fast");
    expect(again.out.split("\n")).toEqual(recorded.out.split("\n"));
    const third = await run("repeated.ts", { ...replay, readings_file: again.readings }, "slow");
    expect(third.out.split("\n")).toEqual(recorded.out.split("\n"));
  }, 60_000);

  test("and others with another seed, or without", async () => {
    const outputs = [
      await run("numbers.ts", RECORDED),
      await run("numbers.ts", { ...RECORDED, seed: "another seed" }),
      await run("numbers.ts", { ...RECORDED, seed: null }),
    ].map(({ out }) => out);
    expect(new Set(outputs).size).toBe(3);
  }, 60_000);
});
