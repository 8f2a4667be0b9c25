// Following a log: nothing missed and nothing twice, whatever happens to the file.
import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseLogLine } from "#src/cli/server/log-line.ts";
import { followLog, readLogTail } from "#src/cli/server/log-reader.ts";

function logPath(): string {
  const directory = mkdtempSync(join(tmpdir(), "ao-follow-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "server.log");
}

/** Reads from a follower until `text` has come. */
async function readUntil(follower: AsyncGenerator<string, void>, text: string): Promise<string> {
  let all = "";
  while (!all.includes(text)) {
    const { value, done } = await follower.next();
    if (done) break;
    all += value;
  }
  return all;
}

describe("readLogTail()", () => {
  test.each([
    [0, ""],
    [2, "c\nd\n"],
    [3, "b\nc\nd\n"],
    [100, "a\nb\nc\nd\n"],
  ])("the last %d lines, from rotated files too", (count, expected) => {
    const path = logPath();
    writeFileSync(`${path}.2`, "a\n");
    writeFileSync(`${path}.1`, "b\nc\n");
    writeFileSync(path, "d\n");
    expect(readLogTail(path, count).text).toBe(expected);
  });

  test("no file is no text", () => {
    expect(readLogTail(logPath(), 10)).toEqual({ text: "", end: null });
  });
});

test.each([
  [
    "2026-11-20T08:00:00.000Z WARN port taken wanted=1",
    { time: "2026-11-20T08:00:00.000Z", level: "warn", message: "port taken wanted=1" },
  ],
  ["ao: cannot read it", { time: null, level: null, message: "ao: cannot read it" }],
])("parseLogLine(%j)", (line, document) => {
  expect(parseLogLine(line)).toEqual(document);
});

describe("followLog()", () => {
  test("goes on exactly where the tail ended, in the middle of a line too", async () => {
    const path = logPath();
    writeFileSync(path, "one\ntw");
    const { text, end } = readLogTail(path, 10);
    expect(text).toBe("one\n");
    const follower = followLog(path, end);
    appendFileSync(path, "o\nthree\n");
    expect(await readUntil(follower, "three\n")).toBe("two\nthree\n");
    await follower.return();
  });

  test("reads a rotated file to its end, then the new one", async () => {
    const path = logPath();
    writeFileSync(path, "one\n");
    const follower = followLog(path, readLogTail(path, 10).end);
    appendFileSync(path, "two\n");
    expect(await readUntil(follower, "two\n")).toBe("two\n");
    const rest = readUntil(follower, "four\n");
    appendFileSync(path, "three\n");
    renameSync(path, `${path}.1`);
    writeFileSync(path, "four\n");
    expect(await rest).toBe("three\nfour\n");
    await follower.return();
  });

  test.each(["new\n", "a new line, longer than what was there before\n"])(
    "starts again where the file is emptied and filled before anybody looks: %j",
    async (line) => {
      const path = logPath();
      writeFileSync(path, "a long first line\n");
      const follower = followLog(path, readLogTail(path, 10).end);
      appendFileSync(path, "read\n");
      expect(await readUntil(follower, "read\n")).toBe("read\n");
      truncateSync(path);
      appendFileSync(path, line);
      expect(await readUntil(follower, line)).toBe(line);
      await follower.return();
    },
  );

  test("waits for a file that is not there yet, and keeps characters whole", async () => {
    const path = logPath();
    const follower = followLog(path, null);
    const rest = readUntil(follower, "€\n");
    const bytes = Buffer.from("x €\n");
    await Bun.sleep(50);
    writeFileSync(path, bytes.subarray(0, 3));
    await Bun.sleep(300);
    appendFileSync(path, bytes.subarray(3));
    expect(await rest).toBe("x €\n");
    await follower.return();
  });
});
