import { expect, test } from "vitest";
import { filterKeys, formatMatch } from "#src/cli/key-filter.ts";

const body = {
  model: "m",
  messages: [
    { role: "user", content: "hi" },
    { role: "assistant", content: "two\nlines", tool_calls: [] },
  ],
  "odd key": { deep: null },
  temperature: 0,
};

test.each([
  [
    String.raw`messages\[\d+\]\.content`,
    ["messages[0].content: hi", 'messages[1].content: "two\\nlines"'],
  ],
  [String.raw`^messages\[0\]$`, ['messages[0]: {"role":"user","content":"hi"}']],
  ["^model$|temperature", ["model: m", "temperature: 0"]],
  ["odd", ['["odd key"].deep: null']],
  ["tool_calls", ["messages[1].tool_calls: []"]],
  ["nothing", []],
])("--key %j", (pattern, lines) => {
  expect(filterKeys(body, new RegExp(pattern)).map((match) => formatMatch(match))).toEqual(lines);
});

test("a body that is no object has no paths", () => {
  expect(filterKeys("text", /./)).toEqual([]);
  expect(filterKeys(null, /./)).toEqual([]);
});
