import { expect, test } from "vitest";
import { addLines, filterLines } from "#src/web/server/log-lines.ts";

const LINES = [
  "2026-11-30T10:00:00.000Z INFO server started port=5959",
  "2026-11-30T10:00:01.000Z ERROR request failed",
  "    at somewhere",
  "2026-11-30T10:00:02.000Z DEBUG asked",
];
const log = addLines([], { lines: LINES, continued: false });
const texts = (level: "debug" | "info" | "error", text = ""): string[] =>
  filterLines(log, { level, text }).map((line) => line.text);

test("a line has its time, level and text; what has none is text alone", () => {
  expect(log[0]).toEqual({
    number: 1,
    time: "2026-11-30T10:00:00.000Z",
    level: "info",
    text: "server started port=5959",
  });
  expect(log[2]).toEqual({ number: 3, time: null, level: null, text: "    at somewhere" });
});

test("lines are filtered by level and text; the lines of a stack go with their error", () => {
  expect(texts("error")).toEqual(["request failed", "    at somewhere"]);
  expect(texts("info")).toHaveLength(3);
  expect(texts("debug")).toHaveLength(4);
  expect(texts("debug", "SOMEWHERE")).toEqual(["    at somewhere"]);
  expect(texts("info", "asked")).toEqual([]);
});

test("a log goes on, or is another; numbers never come a second time", () => {
  expect(addLines(log, { lines: [], continued: true })).toBe(log);
  const longer = addLines(log, { lines: ["x"], continued: true });
  expect(longer.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(addLines(longer, { lines: ["y"], continued: false })).toMatchObject([{ number: 6 }]);
});

test("of a log that is followed for long, the oldest lines are let go", () => {
  const many = addLines(log, { lines: Array(30_000).fill("x"), continued: true });
  expect(many).toHaveLength(20_000);
  expect(many.at(-1)?.number).toBe(30_004);
});
