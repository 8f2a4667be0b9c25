import { expect, test } from "vitest";
import { outputLines } from "#src/web/information/output-lines.ts";

const part = (text: string, stream: "stdout" | "stderr" = "stdout") => ({
  stream,
  text,
  process: "0",
  at: "",
});
const texts = (...parts: ReturnType<typeof part>[]) =>
  outputLines(parts).map(({ pieces }) => pieces.map(({ text }) => text).join(""));

test("outputLines() splits at line breaks and keeps empty lines", () => {
  expect(texts(part("one\n\ntwo"), part(" and\nthree\n"))).toEqual(["one", "", "two and", "three"]);
  expect(texts()).toEqual([]);
});

test("outputLines() tells the streams apart", () => {
  const lines = outputLines([part("out"), part("oh\n", "stderr"), part(" more\n")]);
  expect(lines.map(({ stream }) => stream)).toEqual(["stdout", "stderr", "stdout"]);
});

test("outputLines() gives colours names, and each stream keeps its own", () => {
  const lines = outputLines([
    part("\u001B[31mred\n"),
    part("plain\n", "stderr"),
    part("still red\u001B[0m none \u001B[1;38;5;196mexact\u001B[0m\u001B[38;2;1;2;3mtrue\u001B[0m"),
  ]);
  const shown = lines.map(({ pieces }) => pieces.map(({ text, colour }) => [text, colour]));
  expect(shown).toEqual([
    [["red", "red"]],
    [["plain", null]],
    [
      ["still red", "red"],
      [" none ", null],
      ["exact", "rgb(255, 0, 0)"],
      ["true", "rgb(1, 2, 3)"],
    ],
  ]);
  expect(lines[2]?.pieces[2]?.decorations).toEqual(["bold"]);
});

test("outputLines() joins a sequence that was written in two parts", () => {
  expect(outputLines([part("\u001B[3"), part("2mgreen")])[0]?.pieces).toMatchObject([
    { text: "green", colour: "green" },
  ]);
});

test("outputLines() shows what progress came to, and no other control characters", () => {
  expect(texts(part("10 %\r50 %\r100 %\ndone\r\n"))).toEqual(["100 %", "done"]);
  expect(texts(part("\u001B]0;title\u0007a\u001B[2Kb\u001B[?25lc\u0000"))).toEqual(["abc"]);
});

test("outputLines() leaves markup as the text that it is", () => {
  expect(texts(part("<script>alert(1)</script>"))).toEqual(["<script>alert(1)</script>"]);
});

test("outputLines() goes on in the next line where one is very long", () => {
  const lines = texts(part("x".repeat(10_000)));
  expect(lines.map(({ length }) => length)).toEqual([4000, 4000, 2000]);
});
