import { expect, test } from "vitest";
import { broughtIds, continuedIds } from "#src/providers/state-ids.ts";

test.each<[operation: string, body: unknown, ids: string[]]>([
  ["openai.responses", { previous_response_id: "resp_1", input: "x" }, ["resp_1"]],
  ["openai.responses", { conversation: "conv_1" }, ["conv_1"]],
  ["openai.responses", { conversation: { id: "conv_1" } }, ["conv_1"]],
  ["openai.responses", { input: [{ type: "item_reference", id: "rs_1" }] }, ["rs_1"]],
  [
    "openai.responses",
    { tools: [{ type: "code_interpreter", container: "cntr_1" }, { type: "function" }] },
    ["cntr_1"],
  ],
  ["openai.responses", { previous_response_id: null, input: "x" }, []],
  [
    "anthropic.messages",
    { thread: { type: "continue", previous_message_id: "msg_1" }, container: { id: "cont_1" } },
    ["msg_1", "cont_1"],
  ],
  ["anthropic.messages", { thread: { type: "create" } }, []],
  ["mcp.tools-call", { previous_response_id: "x" }, []],
  ["openai.chat", undefined, []],
])("%s continues %j by %j", (operation, body, ids) => {
  expect(continuedIds(operation, body)).toEqual(ids);
});

test.each<[operation: string, answer: unknown, ids: string[]]>([
  [
    "openai.responses",
    'event: response.created\ndata: {"response":{"id":"resp_1"}}\n\ndata: {"item":{"id": "msg_1"}}\n\ndata: {"response":{"id":"resp_1"}}',
    ["resp_1", "msg_1"],
  ],
  ["openai.responses", { id: "resp_1", output: [{ id: "msg_1" }] }, ["resp_1", "msg_1"]],
  ["anthropic.messages", '{"id":"msg_1","content":[{"text":"say \\"id\\":\\"no\\""}]}', ["msg_1"]],
  ["openai.chat", '{"id":"chatcmpl-1"}', []],
  ["openai.responses", undefined, []],
])("an answer of %s brings its ids", (operation, answer, ids) => {
  expect(broughtIds(operation, answer)).toEqual(ids);
});
