// A call as a command: a shell must read of it what was sent, and nothing else.
import { describe, expect, test } from "vitest";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { quote, toCurl } from "#src/web/node/curl.ts";
import { stackLines } from "#src/web/node/stack-lines.ts";

function call(change: Partial<NodeDetail>): NodeDetail {
  // Only what makes the command.
  return {
    url: "https://api.openai.com/v1/chat/completions",
    provider: "openai",
    input: { a: 1 },
    ...change,
  } as NodeDetail;
}

describe("toCurl()", () => {
  test("names the key as a variable", () => {
    expect(toCurl(call({}))).toBe(
      [
        "curl -X POST 'https://api.openai.com/v1/chat/completions' \\",
        '  -H "content-type: application/json" \\',
        '  -H "Authorization: Bearer $OPENAI_API_KEY" \\',
        `  --data-raw '{"a":1}'`,
      ].join("\n"),
    );
  });

  test.each([
    ["anthropic", "https://api.anthropic.com/v1/messages", "x-api-key: $ANTHROPIC_API_KEY"],
    ["gemini", "https://x.googleapis.com/v1/models/a:generateContent", "$GEMINI_API_KEY"],
    ["openai", "https://api.groq.com/openai/v1/chat/completions", "Bearer $GROQ_API_KEY"],
  ])("knows the header of %s at %s", (provider, url, header) => {
    expect(toCurl(call({ provider, url }))).toContain(header);
  });

  test.each(['it\'s $(touch /tmp/x) `id` \\ "q" !!\n$HOME', "x'; rm -rf / #", "é 🙂 %s"])(
    "is read by a shell as what was sent: %j",
    async (text) => {
      const command = (toCurl(call({ input: { text } })) ?? "").replace(
        /^curl -X POST/,
        "printf '%s\\n'",
      );
      const { stdout } = Bun.spawnSync(["sh", "-c", command]);
      expect(stdout.toString().trimEnd().split("\n").at(-1)).toBe(JSON.stringify({ text }));
    },
  );

  test("gives a body that is too long for an argument on standard input", () => {
    const text = "it's $HOME ".repeat(20_000);
    const command = (toCurl(call({ input: { text } })) ?? "").replace(/^curl[^<]*/s, "cat ");
    const { stdout } = Bun.spawnSync(["sh"], { stdin: Buffer.from(command) });
    expect(stdout.toString().trimEnd()).toBe(JSON.stringify({ text }));
  });

  test.each([
    ["an MCP call", { provider: "mcp" }],
    ["a call without an address", { url: null }],
    ["a form with a file", { input: { file: { $file: { name: "a" } } } }],
  ])("is none for %s", (_name, change) => {
    expect(toCurl(call(change))).toBeNull();
  });

  test("quotes quotes", () => {
    expect(quote("a'b")).toBe(String.raw`'a'\''b'`);
  });
});

test("stackLines() finds the places that an editor can open", () => {
  const stack = "at create (/a b/c.mjs:81:14)\nat file:///d/e.ts:6:5\nat native code";
  expect(stackLines(stack).map(({ place }) => place)).toEqual([
    { file: "/a b/c.mjs", line: 81, column: 14 },
    { file: "/d/e.ts", line: 6, column: 5 },
    null,
  ]);
});
