import { describe, expect, test } from "vitest";
import type { ToolResultEdit } from "#src/protocol/replay-file.ts";
import { withToolResults } from "#src/worker/tool-results.ts";

const edit = (fields: Partial<ToolResultEdit> = {}): ToolResultEdit => ({
  call_id: "c1",
  name: "weather",
  from: "21",
  to: "-5",
  node: { run_id: "abcdefghjkmn", node_id: "n2" },
  ...fields,
});

const chat = (content: unknown): object => ({
  messages: [{ role: "tool", tool_call_id: "c1", content }],
});

describe("withToolResults()", () => {
  test.each<[string, (content: unknown, id: string) => object]>([
    [
      "OpenAI's chat",
      (content, id) => ({ messages: [{ role: "tool", tool_call_id: id, content }] }),
    ],
    [
      "OpenAI's responses",
      (output, id) => ({ input: [{ type: "function_call_output", call_id: id, output }] }),
    ],
    [
      "Anthropic",
      (content, id) => ({
        messages: [{ role: "user", content: [{ type: "tool_result", tool_use_id: id, content }] }],
      }),
    ],
    [
      "Gemini with ids",
      (response, id) => ({
        contents: [{ parts: [{ functionResponse: { id, name: "weather", response } }] }],
      }),
    ],
    [
      "Bedrock",
      (content, id) => ({ messages: [{ content: [{ toolResult: { toolUseId: id, content } }] }] }),
    ],
  ])("replaces by the id of the call: %s", (_, body) => {
    expect(withToolResults(body("21", "c1"), [edit()])).toEqual(body("-5", "c1"));
    // Whatever the tool answered this time.
    expect(withToolResults(body("22", "c1"), [edit()])).toEqual(body("-5", "c1"));
    const other = body("21", "c2");
    expect(withToolResults(other, [edit()])).toBe(other);
  });

  test.each<[string, (content: unknown, name: string) => object]>([
    ["Ollama", (content, tool_name) => ({ messages: [{ role: "tool", tool_name, content }] })],
    [
      "Gemini",
      (response, name) => ({ contents: [{ parts: [{ functionResponse: { name, response } }] }] }),
    ],
    ["functions", (content, name) => ({ messages: [{ role: "function", name, content }] })],
  ])("replaces by name and recorded result where there are no ids: %s", (_, body) => {
    const edits = [edit({ call_id: null })];
    expect(withToolResults(body("21", "weather"), edits)).toEqual(body("-5", "weather"));
    for (const other of [body("22", "weather"), body("21", "time")]) {
      expect(withToolResults(other, edits)).toBe(other);
    }
  });

  test("a text stays a text, and structure structure", () => {
    expect(withToolResults(chat("21"), [edit({ to: { t: 1 } })])).toEqual(chat('{"t":1}'));
    expect(withToolResults(chat("21"), [edit({ to: 5 })])).toEqual(chat("5"));
    const parts = [{ type: "text", text: "21" }];
    expect(withToolResults(chat(parts), [edit({ to: { t: 1 } })])).toEqual(chat({ t: 1 }));
  });

  test("what a person wrote into a request stays, where only recorded results are replaced", () => {
    const recordedOnly = { recordedOnly: true };
    expect(withToolResults(chat("21"), [edit()], recordedOnly)).toEqual(chat("-5"));
    expect(withToolResults(chat("99"), [edit()], recordedOnly)).toEqual(chat("99"));
  });
});
