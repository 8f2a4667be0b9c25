import { inspect } from "node:util";
import { expect, test } from "vitest";
import { consoleLine, tableText } from "#src/worker/program-output/console-text.ts";

class Message {
  readonly content: string;
  readonly parts: unknown;
  constructor(content: string, parts: unknown = null) {
    this.content = content;
    this.parts = parts;
  }
  [inspect.custom](): never {
    throw new Error("asked");
  }
  toString(): never {
    throw new Error("asked");
  }
  toJSON(): never {
    throw new Error("asked");
  }
}

class Own extends Map<unknown, unknown> {
  override get size(): never {
    throw new Error("asked");
  }
}

const cycle: Record<string, unknown> = { message: new Message("a") };
cycle["self"] = cycle;

test.each([
  [
    "its class and what it holds",
    [new Message("a")],
    'Message {\n  content: "a",\n  parts: null,\n}\n',
  ],
  [
    "in what holds it",
    [[{ message: new Message("a", [1]) }]],
    '[\n  {\n    message: Message {\n      content: "a",\n      parts: [Array ...],\n    },\n  }\n]\n',
  ],
  [
    "in itself",
    [cycle],
    '{\n  message: Message {\n    content: "a",\n    parts: null,\n  },\n  self: [Circular],\n}\n',
  ],
  ["a class's own map", [new Own([[1, 2]])], "Map(1) {\n  1: 2,\n}\n"],
  ["a proxy", [new Proxy({}, {})], "Proxy {}\n"],
  ["as text", ["%s!", new Message("a")], 'Message {\n  content: "a",\n  parts: null,\n}!\n'],
  ["an error as text", ["%s!", new TypeError("wrong")], "TypeError: wrong!\n"],
  ["as a number", ["%d", new Message("a")], "NaN\n"],
  [
    "as JSON",
    ["%j %j", { a: [1] }, new Message("a")],
    '{"a":[1]} Message {\n  content: "a",\n  parts: null,\n}\n',
  ],
  [
    "plain data",
    [{ a: 1, b: [new Date(0)] }],
    "{\n  a: 1,\n  b: [\n    1970-01-01T00:00:00.000Z\n  ],\n}\n",
  ],
])("what has a way of its own to be printed is shown without it: %s", (_name, values, text) => {
  expect(consoleLine(values, 0)).toBe(text);
});

test("rows of a table are shown by what they hold", () => {
  const row = {
    get lazy(): never {
      throw new Error("asked");
    },
  };
  expect(tableText([row, new Message("a")], undefined)).toContain("│ content │ parts │");
});
