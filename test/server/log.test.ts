// The log file: one line per event, rotated, never too large.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { formatLogLine, openLogFile } from "#src/server/log.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "ao-log-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test.each<[string, Record<string, unknown>, string]>([
  ["started", { port: 1, ok: true }, "started port=1 ok=true"],
  ["path", { path: "/a b" }, 'path path="/a b"'],
  ["lines\nand\rmore", { error: "a\nb" }, 'lines\\nand\\rmore error="a\\nb"'],
  [
    "e\u001B[2Jrase",
    { run: "\u009B1mx", path: "a\u0007" },
    'e\\u001b[2Jrase run="\\u009b1mx" path="a\\u0007"',
  ],
  ["quotes", { text: 'say "x"=1' }, 'quotes text="say \\"x\\"=1"'],
  ["nothing", { a: undefined, b: null, c: "" }, 'nothing b=null c=""'],
  ["deep", { value: { a: [1] } }, 'deep value="{\\"a\\":[1]}"'],
])("%j %j is one line", (message, fields, expected) => {
  const time = new Date("2026-11-20T08:00:00Z");
  expect(formatLogLine(time, "info", message, fields)).toBe(
    `2026-11-20T08:00:00.000Z INFO ${expected}\n`,
  );
});

test("levels below the chosen one are left out; an unknown one is info", () => {
  for (const [level, count] of [
    ["debug", 4],
    ["info", 3],
    ["warn", 2],
    ["error", 1],
    ["loud", 3],
  ] as const) {
    const path = join(folder(), "server.log");
    using log = openLogFile(path, { level });
    log.debug("1");
    log.info("2");
    log.warn("3");
    log.error("4");
    expect(readFileSync(path, "utf8").trim().split("\n"), level).toHaveLength(count);
  }
});

test("a full file is rotated, three are kept, all private, no line lost in between", () => {
  const directory = folder();
  const path = join(directory, "server.log");
  using log = openLogFile(path, { maximumBytes: 1000 });
  for (let n = 0; n < 100; n++) log.info(`line ${n}`);
  expect(readdirSync(directory).toSorted()).toEqual(["server.log", "server.log.1", "server.log.2"]);
  const kept = ["server.log.2", "server.log.1", "server.log"]
    .map((name) => readFileSync(join(directory, name), "utf8"))
    .join("");
  const numbers = [...kept.matchAll(/line (\d+)/g)].map(([, number]) => Number(number));
  expect(numbers.at(-1)).toBe(99);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  for (const name of readdirSync(directory)) {
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, name)).size).toBeLessThan(1100);
  }
});

test("writing goes on at the beginning when somebody empties the file", () => {
  const path = join(folder(), "server.log");
  using log = openLogFile(path);
  log.info("before");
  truncateSync(path);
  log.info("after");
  expect(readFileSync(path, "utf8")).toMatch(/^\S+ INFO after\n$/);
});

test("where the next file cannot be made, the one that is open goes on", () => {
  const directory = folder();
  const path = join(directory, "server.log");
  using log = openLogFile(path, { maximumBytes: 200, files: 2 });
  // A folder in the way of the rotation.
  mkdirSync(`${path}.1`);
  for (let n = 0; n < 50; n++) log.info(`line ${n}`);
  expect(readFileSync(path, "utf8").match(/line/g)).toHaveLength(50);
  rmSync(`${path}.1`, { recursive: true });
  log.info("line 50");
  log.info("line 51");
  expect(readFileSync(`${path}.1`, "utf8")).toMatch(/line 50\n$/);
  expect(readFileSync(path, "utf8")).toMatch(/^\S+ INFO line 51\n$/);
});
