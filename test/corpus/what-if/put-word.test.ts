import { expect, test } from "vitest";
import { anotherReply, answerEdit, lastUserText, putWord, takeOutWord } from "./put-word.ts";

const texts: [text: string, changed: string][] = [
  ["one two three four", "one two zephyr three four"],
  ["17-A", "17-A zephyr"],
  ['{"key":"a b"}', '{"key":"a zephyr b"}'],
  ['{"key":"ab","n":1}', '{"key":"ab zephyr","n":1}'],
];

test.each(texts)("%s has the word in it, and comes back", (text, changed) => {
  expect(putWord(text, "zephyr")).toBe(changed);
  expect(takeOutWord(changed, "zephyr")).toBe(text);
});

test("another reply differs in every phrase, but a number stays one", () => {
  expect(anotherReply({ text: "one two\n- 12 euros\nthree four" }, "zephyr").text).toBe(
    "one zephyr two\n- 12 euros\nthree zephyr four",
  );
  expect(anotherReply({ text: "Final Answer: a stone bridge" }, "zephyr").text).toBe(
    "Final Answer: a stone zephyr bridge",
  );
  expect(anotherReply({ text: "9" }, "zephyr").text).toBe("9");
  const tools = [{ name: "look", arguments: { where: "in town" } }];
  expect(anotherReply({ tools }, "zephyr").tools).toEqual([
    { name: "look", arguments: { where: "in zephyr town" } },
  ]);
});

test("arguments are edited where and as the format has them", () => {
  const wanted = { where: "in town" };
  const reply = { tools: [{ name: "look", arguments: wanted }] };
  const changed = { where: "in zephyr town" };
  const asText = { choices: [{ arguments: JSON.stringify(wanted) }] };
  expect(answerEdit(asText, reply, "zephyr")).toEqual([
    "--set",
    `output.choices[0].arguments=${JSON.stringify(JSON.stringify(changed))}`,
  ]);
  expect(answerEdit({ content: [{ input: wanted }] }, reply, "zephyr")).toEqual([
    "--set",
    `output.content[0].input=${JSON.stringify(changed)}`,
  ]);
  const empty = { tools: [{ name: "stop", arguments: {} }] };
  expect(answerEdit({ content: [{ input: {} }] }, empty, "zephyr")).toBe(null);
});

test.each([
  [{ input: "hello" }, "input"],
  [
    {
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: "b" },
      ],
    },
    "messages[0].content",
  ],
  [{ contents: [{ role: "user", parts: [{ text: "a" }] }] }, "contents[0].parts[0].text"],
  [
    { messages: [{ role: "user", content: [{ type: "text", text: "a" }] }] },
    "messages[0].content[0].text",
  ],
])("the last text of a person in %j", (input, path) => {
  expect(lastUserText(input)?.path).toBe(path);
});
