import { mkdirSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { INCOMPLETE_TIME } from "#src/protocol/spool-names.ts";
import { createSpoolWriter } from "#src/worker/spool-writer.ts";

const log = (message: string) => ({ type: "runner-log", level: "info", message }) as const;

describe("spool writer", () => {
  test("an appended event is a whole line on disk at once, numbered without gaps, for this user only", () => {
    const directory = mkdtempSync(join(tmpdir(), "ao-spool-"));
    const spool = createSpoolWriter(directory, "1-a");
    expect(spool.append(log("first"))).toBe(true);
    expect(spool.append(log("second\nline"))).toBe(true);
    const path = join(directory, "1-a.jsonl");
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { seq: 1, event: log("first") },
      { seq: 2, event: log("second\nline") },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("a full file is left for the next; the numbers go on", () => {
    const directory = mkdtempSync(join(tmpdir(), "ao-spool-"));
    const spool = createSpoolWriter(directory, "1-a", 120);
    for (const message of ["one", "two", "three", "four"]) spool.append(log(message));
    const sequences = (name: string): number[] =>
      readFileSync(join(directory, name), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(sequences("1-a.jsonl")).toEqual([1, 2]);
    expect(sequences("1-a.2.jsonl")).toEqual([3, 4]);
  });

  test("what had no place is written, in order and without gaps, as soon as there is one", () => {
    const directory = join(mkdtempSync(join(tmpdir(), "ao-spool-")), "later");
    const spool = createSpoolWriter(directory, "1-a");
    expect(spool.append(log("first"))).toBe(false);
    expect(spool.append(log("second"))).toBe(false);
    mkdirSync(directory);
    expect(spool.append(log("third"))).toBe(true);
    const lines = readFileSync(join(directory, "1-a.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      ["first", "second", "third"].map((text, index) => ({ seq: index + 1, event: log(text) })),
    );
  });

  test("a disk that fills up leaves no half line behind, and a sign that something is missing", () => {
    const directory = mkdtempSync(join(tmpdir(), "ao-spool-"));
    const script = `
      import { createSpoolWriter } from "#src/worker/spool-writer.ts";
      const spool = createSpoolWriter(${JSON.stringify(directory)}, "1-a");
      const log = (message: string) => ({ type: "runner-log", level: "info", message }) as const;
      const results = [spool.append(log("a")), spool.append(log("x".repeat(20_000))), spool.append(log("b"))];
      console.log(JSON.stringify(results));`;
    // A file size limit of 8 blocks of 1 KiB makes the second write fail half-way, as a full disk does.
    const { stdout } = Bun.spawnSync(
      ["bash", "-c", `trap '' XFSZ; ulimit -f 8; exec "${process.execPath}" -e '${script}'`],
      { cwd: new URL("../..", import.meta.url).pathname },
    );
    expect(JSON.parse(stdout.toString())).toEqual([true, false, false]);
    const lines = readFileSync(join(directory, "1-a.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1]);
    expect(statSync(join(directory, "1-a.jsonl")).mtimeMs).toBe(INCOMPLETE_TIME * 1000);
  });
});
