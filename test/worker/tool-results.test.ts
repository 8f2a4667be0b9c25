import { describe, expect, test } from "vitest";
import type { ToolResultEdit } from "#src/protocol/replay-file.ts";
import { createToolCallIds } from "#src/worker/tool-call-ids.ts";
import { withToolResults as replaceResults } from "#src/worker/tool-results.ts";

function withToolResults(
  body: unknown,
  edits: readonly ToolResultEdit[],
  { recordedOnly = false, ids = createToolCallIds() } = {},
): unknown {
  return replaceResults(body, edits, { recordedOnly, ids });
}

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

const called = (...calls: [id: string, name: string, content: string][]): object => ({
  messages: [
    {
      role: "assistant",
      tool_calls: calls.map(([id, name]) => ({ id, function: { name, arguments: "{}" } })),
    },
    ...calls.map(([id, , content]) => ({ role: "tool", tool_call_id: id, content })),
  ],
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
    const others = [body("21", "c2"), body("22", "c3")];
    // One that the recorded run has for another call, and one that says something else.
    const twins = { call_ids: ["c2"], before: 0 };
    for (const other of others) expect(withToolResults(other, [edit({ twins })])).toBe(other);
    // The model was asked anew, and gave the call another id.
    expect(withToolResults(body("21", "c9"), [edit()])).toEqual(body("-5", "c9"));
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

  test("under another id it is the call of that tool, by its order among those with the same result", () => {
    const ids = createToolCallIds();
    const second = [edit({ twins: { call_ids: ["c0"], before: 1 } })];
    const asked = (...results: [string, string, string][]): unknown =>
      withToolResults(called(...results), second, { ids });
    const time: [string, string, string] = ["x0", "time", "21"];
    expect(asked(time, ["x1", "weather", "21"])).toEqual(called(time, ["x1", "weather", "21"]));
    const all = called(time, ["x1", "weather", "21"], ["x2", "weather", "-5"]);
    expect(asked(time, ["x1", "weather", "21"], ["x2", "weather", "21"])).toEqual(all);
    // The history comes again, and a third.
    expect(asked(["x2", "weather", "21"], ["x3", "weather", "21"])).toEqual(
      called(["x2", "weather", "-5"], ["x3", "weather", "21"]),
    );
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
