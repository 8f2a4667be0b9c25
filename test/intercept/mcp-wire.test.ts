import { expect, test } from "vitest";
import { McpWire } from "#src/intercept/mcp-wire.ts";
import { createMemoryRecorder } from "#test/support/memory-recorder.ts";

const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
const request = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "add" } };
const answer = encode({ jsonrpc: "2.0", id: 0, result: { content: [] } });

test.each([
  [
    "is handed over under the request's id",
    false,
    ['{"jsonrpc":"2.0","id":7,"result":{"content":[]}}\n'],
  ],
  ["is not pushed into an output that has ended since", true, []],
])("a cached answer %s", async (_, closes, expected) => {
  const recorder = createMemoryRecorder();
  recorder.answerMcp = () => ({ status: 200, contentType: null, parts: [answer] });
  const delivered: string[] = [];
  const wire = new McpWire("server", recorder, (line) =>
    delivered.push(new TextDecoder().decode(line)),
  );
  expect(wire.send(encode(request))).toEqual(new Uint8Array());
  if (closes) wire.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(delivered).toEqual(expected);
});

test("an edited request goes out under the id of the program's", () => {
  const recorder = createMemoryRecorder();
  recorder.sendMcp = () => JSON.stringify({ ...request, id: 0, params: { name: "subtract" } });
  const wire = new McpWire("server", recorder, () => undefined);
  const other = encode({ jsonrpc: "2.0", id: 8, method: "tools/list" });
  const sent = wire.send(Buffer.concat([encode(request), other]));
  expect(new TextDecoder().decode(sent ?? undefined)).toBe(
    new TextDecoder().decode(
      Buffer.concat([encode({ ...request, params: { name: "subtract" } }), other]),
    ),
  );
  wire.receive(encode({ jsonrpc: "2.0", id: 7, result: {} }));
  expect(recorder.mcp).toMatchObject([{ outcome: "ended" }]);
});

test("of a batch the answered calls stay, and have one line as well; the rest goes out", async () => {
  const recorder = createMemoryRecorder();
  recorder.answerMcp = ({ params }) =>
    (params as { name: string }).name === "add"
      ? { status: 200, contentType: null, parts: [answer] }
      : null;
  const delivered: unknown[] = [];
  const wire = new McpWire("server", recorder, (line) =>
    delivered.push(JSON.parse(new TextDecoder().decode(line))),
  );
  const other = { ...request, id: 8, params: { name: "subtract" } };
  const list = { jsonrpc: "2.0", id: 9, method: "tools/list" };
  const again = { ...request, id: 10 };
  const sent = wire.send(encode([request, other, list, again]));
  expect(JSON.parse(new TextDecoder().decode(sent ?? undefined))).toEqual([other, list]);
  await new Promise((resolve) => setImmediate(resolve));
  const result = { content: [] };
  expect(delivered).toEqual([[7, 10].map((id) => ({ jsonrpc: "2.0", id, result }))]);
  wire.receive(encode([{ jsonrpc: "2.0", id: 8, result }]));
  expect(recorder.mcp.map(({ outcome }) => outcome)).toEqual(["ended", "ended", "ended"]);
  expect(wire.send(encode([request, again]))).toEqual(new Uint8Array());
});
