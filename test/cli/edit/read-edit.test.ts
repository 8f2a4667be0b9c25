import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type EditOptions, readEdit } from "#src/cli/edit/read-edit.ts";

const folder = mkdtempSync(join(tmpdir(), "ao-edit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NONE: EditOptions = {
  input: undefined,
  output: undefined,
  set: undefined,
  text: undefined,
  revert: false,
  list: false,
};

/** As the checker of arguments hands a repeatable option on. */
const sets = (...values: string[]): Partial<EditOptions> => ({ set: JSON.stringify(values) });

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return `@${path}`;
}

describe("readEdit() reads", () => {
  test.each<[string, Partial<EditOptions>, unknown]>([
    ["a number", sets("a=5"), { set: [{ path: "a", value: 5 }] }],
    ["a quoted number as a text", sets('a="5"'), { set: [{ path: "a", value: "5" }] }],
    ["what is no JSON as a text", sets("a=it is"), { set: [{ path: "a", value: "it is" }] }],
    ["nothing as an empty text", sets("a="), { set: [{ path: "a", value: "" }] }],
    ["a value with a =", sets("a[0].b=c=d"), { set: [{ path: "a[0].b", value: "c=d" }] }],
    ["a quoted key with a =", sets('["x=y"].z=1'), { set: [{ path: '["x=y"].z', value: 1 }] }],
    ["a value that starts with @ as it is", sets("a=@b"), { set: [{ path: "a", value: "@b" }] }],
    [
      "several values in their order",
      sets("b=[1]", "a=null"),
      {
        set: [
          { path: "b", value: [1] },
          { path: "a", value: null },
        ],
      },
    ],
    ["a body", { output: '{"a":1}' }, { output: { a: 1 } }],
    ["a body that is null", { input: "null" }, { input: null }],
    ["a body from a file", { input: file("a.json", '{"a":1}\n') }, { input: { a: 1 } }],
    ["a text", { text: "5" }, { text: "5" }],
    ["no text", { text: "" }, { text: "" }],
    ["a text that starts with @", { text: "@@home" }, { text: "@home" }],
    [
      "a text from a file, but for its last line feed",
      { text: file("a", "a\n\n") },
      { text: "a\n" },
    ],
  ])("%s", async (_, options, request) => {
    expect(await readEdit({ ...NONE, ...options })).toEqual({ kind: "edit", request });
  });

  test("no option as the wish to see the edits", async () => {
    expect(await readEdit(NONE)).toEqual({ kind: "list" });
    expect(await readEdit({ ...NONE, list: true })).toEqual({ kind: "list" });
    expect(await readEdit({ ...NONE, revert: true })).toEqual({ kind: "revert" });
  });
});

describe("readEdit() refuses", () => {
  test.each<[string, Partial<EditOptions>, string, RegExp]>([
    ["two wishes", { text: "a", revert: true }, "usage", /^cannot use --text with --revert/],
    ["a broken body", { output: "{a" }, "usage", /^cannot use "\{a" for --output: it is no JSON/],
    [
      "a broken file",
      { input: file("b.json", "{") },
      "bad_input",
      /^Cannot use ".*b\.json" for --input: it is no JSON/,
    ],
    ["a file that is not there", { text: `@${folder}/c` }, "bad_input", /^Cannot read ".*c": /],
    ["no assignment", sets("it is so"), "usage", /^cannot set "it is so": it is not PATH=VALUE/],
    ["no path", sets("=5"), "usage", /^cannot set "=5": it is not PATH=VALUE/],
    ["no value", sets("a.b"), "usage", /^cannot set "a\.b": no value given/],
  ])("%s", async (...[, options, code, message]) => {
    await expect(readEdit({ ...NONE, ...options })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
