import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatTestFile, readTestFile } from "#src/frozen/test-file.ts";
import { chatCall, frozenRun, question } from "./frozen-run.ts";

const folder = mkdtempSync(join(tmpdir(), "ao-frozen-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LONG = "A text that is said again and again. ".repeat(20);
const frozen = frozenRun([
  chatCall("n1", question(LONG), "first"),
  chatCall("n2", question(LONG, "first", "more"), "second"),
]);

function read(text: string) {
  const path = join(folder, "a.aotest.jsonl");
  writeFileSync(path, text);
  return readTestFile(path);
}

describe("a test's file", () => {
  test("is read as it was written, also with other line ends", () => {
    const text = formatTestFile(frozen);
    expect(read(text)).toEqual(frozen);
    expect(read(text.replaceAll("\n", "\r\n"))).toEqual(frozen);
  });

  test("has each long text once, and changes where something changed only", () => {
    const before = formatTestFile(frozen).split("\n");
    expect(before.filter((line) => line.includes(LONG))).toHaveLength(1);
    const [one, two] = frozen.calls;
    if (one === undefined || two === undefined) throw new Error("two calls");
    const changed = { ...frozen, calls: [one, chatCall("n2", question(LONG, "other"), "third")] };
    const after = formatTestFile(changed).split("\n");
    expect(after.filter((line) => !before.includes(line))).toHaveLength(1);
  });

  test("has no hashes, but where they do not follow from the request", () => {
    expect(formatTestFile(frozen)).not.toContain('"hash"');
    const [call] = frozen.calls;
    if (call === undefined) throw new Error("a call");
    const { path: _, ...odd } = { ...call, entry: { ...call.entry, key: "k", hash: "h" } };
    const text = formatTestFile(frozenRun([{ ...call, entry: odd.entry }]));
    expect(text).toContain('"key":"k","hash":"h"');
    expect(read(text).calls).toEqual([odd]);
  });

  test.each([
    ["", "line 1: it does not start like a test of ao"],
    ['{"ao_test":"1"}\n', "line 1: it does not start like a test of ao"],
    ['{"ao_test":99}\n', ": it is of format 99, this ao knows up to 1: update ao"],
    ['{"ao_test":1}\n', "line 1: /command Expected required property"],
    [`${formatTestFile(frozenRun([]))}{"call":\n`, "line 3: JSON Parse error"],
    [`${formatTestFile(frozenRun([]))}{"call":1}\n`, "line 3: /entry Expected required property"],
  ])("that is wrong is refused with the line: %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test.each(["AAEC", "", Buffer.from(Bun.deflateSync(new Uint8Array(300))).toString("base64")])(
    "with readings of the clock that are none is refused: %j",
    (readings) => {
      const damaged = { ...frozen, readings: [{ readings, process: "0" }] };
      expect(() => read(formatTestFile(damaged))).toThrow("line 2: its clock readings are damaged");
    },
  );

  test("that is not there is named, once", () => {
    const found = /^Cannot read the test "[^"]+none": no such file or directory$/;
    expect(() => readTestFile(join(folder, "none"))).toThrow(found);
  });
});
