// What can be edited, the requests that come of it, and what is shown of an edit.
import { describe, expect, test } from "vitest";
import type { NodeDetail, NodeMessages } from "#src/protocol/http-api.ts";
import { attemptsOf } from "#src/web/node/attempts.ts";
import { changedTexts } from "#src/web/node/changed-texts.ts";
import { editTargets, writeEdit } from "#src/web/node/edit-targets.ts";
import { messageItems, otherFiles } from "#src/web/node/message-items.ts";
import { foldAt, isBase64 } from "#src/web/node/text-shape.ts";

const path = "messages[0].content";
// Only the bodies are read.
const node = {
  input: { messages: [{ content: "Hello" }] },
  output: { content: [{ input: { a: 1 } }] },
} as NodeDetail;
const messages: NodeMessages = {
  input: [{ role: "user", parts: [{ kind: "text", name: null, text: "Hello", path }] }],
  output: [
    {
      role: "assistant",
      parts: [{ kind: "call", name: "look", text: "{}", path: "content[0].input" }],
    },
  ],
  output_text: "Yes",
};

describe("editTargets()", () => {
  test("has the text of an output first and the whole body last", () => {
    expect(editTargets(node, messages, "output").map(({ id }) => id)).toEqual([
      "text",
      "content[0].input",
      "all",
    ]);
    expect(editTargets(node, messages, "input").map(({ title }) => title)).toEqual([
      "Message 1: user",
      "Whole input as JSON",
    ]);
  });

  test("become requests of the API", () => {
    const [text, call, all] = editTargets(node, messages, "output");
    const [said] = editTargets(node, messages, "input");
    if (!text || !call || !all || !said) throw new Error("A target is missing");
    expect(writeEdit(text, "output", "No")).toEqual({ kind: "edit", request: { text: "No" } });
    expect(writeEdit(call, "output", '{"a":2}')).toEqual({
      kind: "edit",
      request: { set: [{ path: "output.content[0].input", value: { a: 2 } }] },
    });
    expect(writeEdit(all, "output", "null")).toEqual({ kind: "edit", request: { output: null } });
    expect(writeEdit(said, "input", "Bye")).toEqual({
      kind: "edit",
      request: { set: [{ path: "input.messages[0].content", value: "Bye" }] },
    });
  });

  test("say what is wrong with JSON", () => {
    const [all] = editTargets(node, undefined, "output");
    if (!all) throw new Error("A target is missing");
    expect(writeEdit(all, "output", "{")).toMatchObject({ kind: "problem" });
  });
});

describe("changedTexts()", () => {
  test("has single texts where nothing else differs", () => {
    expect(changedTexts({ a: ["x", "y"], n: 1 }, { a: ["x", "z"], n: 1 })).toEqual([
      { path: "a[1]", language: "text", before: "y", after: "z" },
    ]);
  });

  test.each([
    ["a number", { a: 1 }, { a: 2 }],
    ["a key", { a: 1 }, { b: 1 }],
    ["nothing", { a: 1 }, { a: 1 }],
  ])("has the bodies where %s differs", (_name, before, after) => {
    expect(changedTexts(before, after)).toMatchObject([{ path: "", language: "json" }]);
  });
});

test("attemptsOf() follows retries from any of them", () => {
  const nodes = [
    { id: "n1", retry_of: null },
    { id: "n2", retry_of: "n1" },
    { id: "n3", retry_of: null },
    { id: "n4", retry_of: "n2" },
  ];
  expect(attemptsOf("n2", nodes)).toEqual(["n1", "n2", "n4"]);
  expect(attemptsOf("n3", nodes)).toEqual(["n3"]);
});

const file = (at: string) => ({
  path: at,
  side: "input" as const,
  media_type: "image/png",
  size_bytes: 1,
  sha256: at,
});
const text = (index: number) => ({
  kind: "text" as const,
  name: null,
  text: "x",
  path: `messages[0].content[${index}].text`,
});

test("messageItems() puts files where they stand", () => {
  const message = { role: "user" as const, path: "messages[0]", parts: [text(0), text(2)] };
  const files = [file("messages[0].content[1].source.data"), file("messages[1].content[0].data")];
  expect(messageItems(message, files).map(({ kind }) => kind)).toEqual(["part", "file", "part"]);
  expect(otherFiles([message], files)).toEqual([files[1]]);
});

test("foldAt() leaves short texts whole and cuts long ones at a line", () => {
  expect(foldAt("short")).toBe(5);
  expect(foldAt("x".repeat(10_000))).toBe(2000);
  expect(foldAt("line\n".repeat(100))).toBe(149);
});

test("isBase64() takes no words for bytes", () => {
  expect(isBase64(btoa("bytes of a picture 123".repeat(30)))).toBe(true);
  expect(isBase64("a".repeat(500))).toBe(false);
  expect(isBase64("Some words of a text. ".repeat(30))).toBe(false);
});
