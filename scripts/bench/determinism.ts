// What it costs a program that its clocks and random numbers can be repeated: hot loops of each against
// plain Bun, in a first run and in a re-run: `bun scripts/bench/determinism.ts`.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spooledReadings } from "#src/runs/spooled-readings.ts";
import { median } from "./measure.ts";

const repository = new URL("../..", import.meta.url).pathname;
const preload = join(repository, "test/compliance/repeatable.ts");
const folder = mkdtempSync(join(tmpdir(), "ao-bench-"));
const program = join(folder, "loops.ts");

/** One line per loop: its name, and nanoseconds per turn. */
writeFileSync(
  program,
  `const bytes = new Uint8Array(16);
const loops: [string, number, () => unknown][] = [
  ["Math.random()", 5e6, () => Math.random()],
  ["Date.now()", 2e6, () => Date.now()],
  ["new Date()", 1e6, () => new Date()],
  ["new Date(number)", 2e6, () => new Date(5)],
  ["performance.now()", 1e5, () => performance.now()],
  ["crypto.randomUUID()", 3e5, () => crypto.randomUUID()],
  ["crypto.getRandomValues(16)", 3e5, () => crypto.getRandomValues(bytes)],
];
const nanoseconds = Bun.nanoseconds;
const started = process.hrtime.bigint;
const { now } = (globalThis as { realClock?: { now: () => number } }).realClock ?? performance;
for (const [name, turns, turn] of loops) {
  for (let index = 0; index < 20_000; index++) turn();
  const before = now();
  for (let index = 0; index < turns; index++) turn();
  console.log(JSON.stringify([name, ((now() - before) * 1e6) / turns]));
}
`,
);
writeFileSync(
  join(folder, "real-clock.ts"),
  "(globalThis as { realClock?: object }).realClock = { now: performance.now.bind(performance) };",
);

interface Manifest {
  readonly seed: string;
  readonly clock: "record" | "replay";
  readonly readings_file: string | null;
}

async function measure(manifest: Manifest | null): Promise<Map<string, number>> {
  const directory = mkdtempSync(join(folder, "spool-"));
  const options = { manifest, directory, process: "0", nodeCrypto: false };
  const child = Bun.spawn({
    cmd: [
      process.execPath,
      "--preload",
      join(folder, "real-clock.ts"),
      ...(manifest === null ? [] : ["--preload", preload]),
      program,
    ],
    cwd: repository,
    env: { ...process.env, REPEATABLE: JSON.stringify(options) },
    stdout: "pipe",
    stderr: "inherit",
  });
  const text = await child.stdout.text();
  const lines = [...spooledReadings(directory)].map((event) => `${event.process}\t${event.data}\n`);
  writeFileSync(join(folder, "readings"), lines.join(""));
  return new Map(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as [string, number]),
  );
}

const rounds = { plain: [], first: [], again: [] } as Record<string, Map<string, number>[]>;
for (let round = 0; round < 5; round++) {
  rounds["plain"]?.push(await measure(null));
  rounds["first"]?.push(await measure({ seed: "s", clock: "record", readings_file: null }));
  const file = join(folder, `readings-${round}`);
  writeFileSync(file, readFileSync(join(folder, "readings")));
  rounds["again"]?.push(await measure({ seed: "s", clock: "replay", readings_file: file }));
}
const figure = (kind: string, name: string): number =>
  median((rounds[kind] ?? []).map((round) => round.get(name) ?? Number.NaN));
console.log("                              plain    first run        re-run");
for (const name of rounds["plain"]?.[0]?.keys() ?? []) {
  const [plain, first, again] = ["plain", "first", "again"].map((kind) => figure(kind, name)) as [
    number,
    number,
    number,
  ];
  const cell = (value: number): string =>
    `${value.toFixed(1).padStart(8)} ns ${(value / plain).toFixed(1).padStart(4)} ×`;
  console.log(
    `${name.padEnd(28)} ${plain.toFixed(1).padStart(5)} ns ${cell(first)} ${cell(again)}`,
  );
}
