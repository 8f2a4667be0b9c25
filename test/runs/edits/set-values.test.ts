import { describe, expect, test } from "vitest";
import { setValues } from "#src/runs/edits/set-values.ts";

const chat = {
  input: { model: "m", messages: [{ role: "user", content: "Hi" }], stop: ["a"] },
  output: { model: "m-1", choices: [{ message: { content: "Hello" } }], "x y": { "a=b": 1 } },
};
/** A Responses call: its bodies have keys that are called as the sides are. */
const responses = {
  input: { model: "m", input: [{ role: "user", content: "Hi" }] },
  output: { output: [{ content: [{ text: "Hello" }] }], text: { format: "plain" } },
};

describe("setValues() sets", () => {
  test.each([
    [
      "what is there",
      chat,
      "messages[0].content",
      "input",
      { ...chat.input, messages: [{ role: "user", content: 1 }] },
      [],
    ],
    [
      "on the other side",
      chat,
      "choices[0].message.content",
      "output",
      { ...chat.output, choices: [{ message: { content: 1 } }] },
      [],
    ],
    ["on a named side", chat, "input.model", "input", { ...chat.input, model: 1 }, []],
    [
      "behind a quoted key",
      chat,
      '["x y"]["a=b"]',
      "output",
      { ...chat.output, "x y": { "a=b": 1 } },
      [],
    ],
    [
      "a new key",
      chat,
      "messages[0].name",
      "input",
      { ...chat.input, messages: [{ role: "user", content: "Hi", name: 1 }] },
      ["messages[0].name"],
    ],
    [
      "a new key of a side",
      chat,
      "input.temperature",
      "input",
      { ...chat.input, temperature: 1 },
      ["input.temperature"],
    ],
    [
      "one past the end of a list",
      chat,
      "stop[1]",
      "input",
      { ...chat.input, stop: ["a", 1] },
      ["stop[1]"],
    ],
    [
      "a key that is called as a side",
      responses,
      "input[0].content",
      "input",
      { ...responses.input, input: [{ role: "user", content: 1 }] },
      [],
    ],
    [
      "a list that is called as a side",
      responses,
      "output[0].content[0].text",
      "output",
      { ...responses.output, output: [{ content: [{ text: 1 }] }] },
      [],
    ],
    [
      "both together",
      responses,
      "output.output[0].content[0].text",
      "output",
      { ...responses.output, output: [{ content: [{ text: 1 }] }] },
      [],
    ],
    [
      "a key of a named side before a list of its name",
      responses,
      "output.text.format",
      "output",
      { ...responses.output, text: { format: 1 } },
      [],
    ],
    [
      "a list that is the whole body",
      { input: null, output: [{ a: 0 }] },
      "output[0].a",
      "output",
      [{ a: 1 }],
      [],
    ],
    [
      "a key that objects are born with",
      chat,
      "input.__proto__",
      "input",
      JSON.parse(
        '{"model":"m","messages":[{"role":"user","content":"Hi"}],"stop":["a"],"__proto__":1}',
      ),
      ["input.__proto__"],
    ],
  ])("%s", (...[, sides, path, side, value, added]) => {
    const before = structuredClone(sides);
    const result = setValues("n1", sides, [{ path, value: 1 }]);
    expect(result).toEqual({ side, value, added });
    expect(JSON.stringify(result.value)).toBe(JSON.stringify(value));
    expect(sides).toEqual(before);
  });

  test("one after the other, so that a later one finds what an earlier one made", () => {
    const sets = [
      { path: "input.tools", value: [] },
      { path: "tools[0]", value: { name: "t" } },
      { path: "tools[0].name", value: "u" },
    ];
    expect(setValues("n1", chat, sets).value).toEqual({ ...chat.input, tools: [{ name: "u" }] });
  });
});

describe("setValues() refuses", () => {
  test.each([
    ["a place in nothing", chat, "messages[4].content", ["input.messages[0]"]],
    ["two past the end", chat, "messages[2]", ["input.messages[0]"]],
    [
      "a place inside a text",
      chat,
      "messages[0].content[0]",
      ["input.messages[0].role", "input.messages[0].content"],
    ],
    ["a name in a list", chat, "input.messages.first", ["input.messages[0]"]],
    ["what both sides have", chat, "model", ["input.model", "output.model"]],
    [
      "what both sides could be given",
      chat,
      "temperature",
      [
        "input.model",
        "input.messages",
        "input.stop",
        "output.model",
        "output.choices",
        'output["x y"]',
      ],
    ],
    ["anything where there is nothing", { input: null, output: null }, "a", []],
    [
      "a new key that is nearly one that is there",
      chat,
      "messages[0].contnt",
      ["input.messages[0].role", "input.messages[0].content"],
    ],
  ])("%s, and names what there is", (_, sides, path, paths) => {
    const refused = () => setValues("n1", sides, [{ path, value: 1 }]);
    expect(refused).toThrow(/^Cannot set "/);
    try {
      refused();
    } catch (error) {
      expect(error).toMatchObject({ code: "bad_input", details: { paths } });
    }
  });

  test.each(["", ".", "a..b", "a[", "a[-1]", 'a["\\x"]', "a b"])("%j, which is no path", (path) => {
    expect(() => setValues("n1", chat, [{ path, value: 1 }])).toThrow(/that is no path$/);
  });

  test("a slip of the pen, and says what was meant", () => {
    expect(() => setValues("n1", chat, [{ path: "choices[0].message.contnet", value: 1 }])).toThrow(
      expect.objectContaining({
        message: 'Cannot set "choices[0].message.contnet" of n1: there is no such path',
        hint: 'did you mean "output.choices[0].message.content"? there are output.choices[0].message.content',
      }),
    );
  });

  test("names a bounded number of paths", () => {
    const input = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key${i}`, i]));
    try {
      setValues("n1", { input, output: null }, [{ path: "key1.x.y", value: 1 }]);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ hint: expect.stringMatching(/^there are .{1,200}… \(500\)$/) });
      expect((error as { details: { paths: string[] } }).details.paths).toHaveLength(100);
    }
  });
});
