import { describe, expect, test } from "vitest";
import { createConfiguredRecognizers } from "#src/providers/configured.ts";
import { operationById } from "#src/providers/registry.ts";

const matches = (pattern: string, url: string): boolean =>
  createConfiguredRecognizers([{ pattern, kind: "tool", label: "x" }])[0]?.matchesUrl(url) ?? false;

describe("createConfiguredRecognizers()", () => {
  test.each([
    ["https://a.com/search", "https://a.com/search", true],
    ["https://a.com/search", "https://a.com/search?q=1", true],
    ["https://a.com/search", "https://a.com/search/deep", false],
    ["https://a.com/*", "https://a.com/search/deep", true],
    ["*.a.com/search", "https://api.a.com/search", true],
    ["a.com/search", "https://evil.com/a.com/search", false],
    ["/tools/*", "http://localhost:3000/tools/x", true],
    ["/tools/*", "http://localhost:3000/my/tools/x", false],
    ["https://a.com/run?tool=*", "https://a.com/run?tool=x", true],
    ["https://a.com/:tool/run", "https://a.com/weather/run", true],
    ["https://a.com/:tool/run", "https://a.com/run", false],
    ["/:tool/run", "https://a.com/weather/run", true],
    ["https://a.com/a.b+c", "https://a.com/axb+c", false],
    ["https://a.com/(", "https://a.com/(", false],
    ["*", "https://a.com/anything", true],
  ])("%s and %s: %s", (pattern, url, expected) => expect(matches(pattern, url)).toBe(expected));

  test("gives its kind, label and an operation that reads the usual names", () => {
    const [recognizer] = createConfiguredRecognizers([
      { pattern: "*", kind: "llm", label: "mine" },
    ]);
    expect(recognizer).toMatchObject({ operation: "configured.llm", kind: "llm", label: "mine" });
    const operation = operationById("configured.llm");
    expect(operation?.readRequest({ prompt: "Hi" }, "/").messages[0]?.texts).toEqual([
      { path: "prompt", text: "Hi" },
    ]);
    expect(operation?.readResponse({ answer: "Ho" }).messages[0]?.texts).toEqual([
      { path: "answer", text: "Ho" },
    ]);
  });
});
