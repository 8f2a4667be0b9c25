import { describe, expect, test } from "vitest";
import type { MatchMode } from "#src/protocol/replay.ts";
import { inputHash } from "#src/providers/input-hash.ts";
import { requestKey } from "#src/providers/request-key.ts";

const key = (mode: MatchMode, operation: string, body: unknown, ignore: string[] = []): string =>
  requestKey(operation, "/v1/x", body, { mode, ignore });

const user = { role: "user", content: "Hi" };

describe("requestKey()", () => {
  test("is the exact identity where nothing is ignored", () => {
    expect(key("exact", "openai.chat", { messages: [user] })).toBe(
      inputHash("openai.chat", "/v1/x", { messages: [user] }),
    );
  });

  test.each<[operation: string, one: object, other: object]>([
    [
      "openai.chat",
      { messages: [{ role: "system", content: "Be terse" }, user] },
      { messages: [{ role: "developer", content: "Be kind" }, user] },
    ],
    ["openai.responses", { instructions: "Be terse", input: "Hi" }, { input: "Hi" }],
    ["openai.responses", { input: [{ role: "developer", content: "x" }, user] }, { input: [user] }],
    [
      "anthropic.messages",
      { system: [{ type: "text", text: "Be terse" }], messages: [user] },
      { system: "Be kind", messages: [user] },
    ],
    [
      "gemini.generate-content",
      { systemInstruction: { parts: [{ text: "Be terse" }] }, contents: [] },
      { system_instruction: { parts: [{ text: "Be kind" }] }, contents: [] },
    ],
    [
      "cohere.chat",
      { preamble: "Be terse", message: "Hi", chat_history: [{ role: "SYSTEM", message: "x" }] },
      { message: "Hi", chat_history: [] },
    ],
    ["ollama.generate", { system: "Be terse", prompt: "Hi" }, { prompt: "Hi" }],
    ["bedrock.converse", { system: [{ text: "x" }], messages: [user] }, { messages: [user] }],
  ])("of %s leaves out the system prompt where it is ignored", (operation, one, other) => {
    expect(key("ignore-system", operation, one)).toBe(key("ignore-system", operation, other));
    expect(key("exact", operation, one)).not.toBe(key("exact", operation, other));
  });

  test("sees a tool's own field called system", () => {
    const one = { method: "tools/call", params: { name: "t", arguments: { system: "a" } } };
    const other = { method: "tools/call", params: { name: "t", arguments: { system: "b" } } };
    expect(key("ignore-system", "mcp.tools-call", one)).not.toBe(
      key("ignore-system", "mcp.tools-call", other),
    );
    expect(key("ignore-system", "configured.tool", { system: "a" })).not.toBe(
      key("ignore-system", "configured.tool", { system: "b" }),
    );
  });

  const dated = (date: string, text = "Hi"): object => ({
    metadata_like: { date },
    messages: [
      { role: "user", content: text, sent: date },
      { role: "user", content: "x", sent: date },
    ],
  });

  test.each<[string, string[], boolean]>([
    ["one value", ["metadata_like.date", "messages[0].sent", "messages[1].sent"], true],
    ["any index", ["metadata_like", "messages[*].sent"], true],
    ["whole items", ["metadata_like", "messages[*]"], true],
    ["one index of several", ["metadata_like", "messages[0].sent"], false],
    ["what is not there", ["other", "messages[7].sent"], false],
    ["no path", ["messages[", "metadata_like"], false],
  ])("without the values at listed paths: %s", (_, ignore, same) => {
    const [one, other] = [dated("Mon"), dated("Tue")];
    const keys = [one, other].map((body) => key("ignore-paths", "openai.chat", body, ignore));
    expect(keys[0] === keys[1]).toBe(same);
  });

  test("keeps the rest where paths are ignored", () => {
    const ignore = ["metadata_like", "messages[*].sent"];
    expect(key("ignore-paths", "openai.chat", dated("Mon"), ignore)).not.toBe(
      key("ignore-paths", "openai.chat", dated("Mon", "Ho"), ignore),
    );
  });

  test("by position, every request of an operation is the same", () => {
    expect(key("position", "openai.chat", { model: "a" })).toBe(
      key("position", "openai.chat", undefined),
    );
    expect(key("position", "openai.chat", {})).not.toBe(key("position", "openai.responses", {}));
  });
});
