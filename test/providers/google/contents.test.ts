import { expect, test } from "vitest";
import { readContents } from "#src/providers/google/contents.ts";

const content = (role: string, ...texts: string[]) => ({
  role,
  parts: texts.map((text) => ({ text })),
});

test("an answer that the SDK's chat keeps in pieces is one message", () => {
  const messages = readContents(
    [
      content("user", "one"),
      content("model", "The answer ", "begins"),
      content("model", ", goes on"),
      { role: "model", parts: [{ functionCall: { name: "look", args: {} } }] },
      content("user", "two"),
      content("user", "three"),
    ],
    "contents",
  );
  expect(messages.map(({ role, path }) => [role, path])).toEqual([
    ["user", "contents[0]"],
    ["assistant", "contents[1]"],
    ["user", "contents[4]"],
    ["user", "contents[5]"],
  ]);
  expect(messages[1]?.texts.map(({ path }) => path)).toEqual([
    "contents[1].parts[0].text",
    "contents[1].parts[1].text",
    "contents[2].parts[0].text",
  ]);
  expect(messages[1]?.tool_calls.map(({ path }) => path)).toEqual(["contents[3].parts[0]"]);
});
