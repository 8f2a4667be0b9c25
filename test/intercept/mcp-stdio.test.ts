import { spawn } from "node:child_process";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installBuiltins } from "#src/intercept/install.ts";
import { McpWire } from "#src/intercept/mcp-wire.ts";
import { type MemoryRecorder, createMemoryRecorder } from "#test/support/memory-recorder.ts";

const SERVER = new URL("../support/mcp-stdio-server.ts", import.meta.url).pathname;

let recorder: MemoryRecorder;
let restore: () => void = () => undefined;

beforeEach(() => {
  recorder = createMemoryRecorder();
});

afterEach(() => {
  restore();
  expect(recorder.reports).toEqual([]);
});

async function connect(): Promise<Client> {
  restore = installBuiltins(recorder);
  const client = new Client({ name: "tests", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [SERVER] }));
  return client;
}

const textOf = (result: unknown) => (result as { content: { text: string }[] }).content[0]?.text;
const resultOf = (index: number) => JSON.parse(recorder.mcp[index]?.text ?? "null") as unknown;

test("MCP over stdio: tool calls are recorded, other requests are not", async () => {
  const client = await connect();
  await client.listTools();
  const result = await client.callTool({ name: "echo", arguments: { text: "häll\no" } });
  expect(textOf(result)).toBe("häll\no");
  await client.close();
  expect(recorder.mcp).toMatchObject([
    {
      request: {
        method: "tools/call",
        params: { name: "echo", arguments: { text: "häll\no" } },
        server: `${process.execPath} ${SERVER}`,
      },
      outcome: "ended",
    },
  ]);
  expect(resultOf(0)).toMatchObject({ result: { content: [{ text: "häll\no" }] } });
});

test("MCP over stdio: concurrent calls are told apart, in whatever order they are answered", async () => {
  const client = await connect();
  const big = "x".repeat(200_000);
  const call = (text: string, delay: number) =>
    client.callTool({ name: "echo", arguments: { text, delay_ms: delay } });
  const results = await Promise.all([call("slow", 80), call(big, 20), call("fast", 0)]);
  await client.close();
  expect(results.map(textOf)).toEqual(["slow", big, "fast"]);
  for (const [index, text] of ["slow", big, "fast"].entries()) {
    expect(resultOf(index)).toMatchObject({ result: { content: [{ text }] } });
  }
});

test("MCP over stdio: a tool's failure is its answer", async () => {
  const client = await connect();
  await client.callTool({ name: "fail", arguments: {} });
  await client.close();
  expect(resultOf(0)).toMatchObject({ result: { isError: true } });
});

test("MCP over stdio: a call is failed when the server ends, cancelled when the program gives up", async () => {
  const client = await connect();
  const options = { signal: AbortSignal.timeout(50) };
  const hanging = client.callTool({ name: "hang", arguments: {} }, undefined, options);
  await expect(hanging).rejects.toThrow();
  await expect(client.callTool({ name: "die", arguments: {} })).rejects.toThrow("closed");
  await recorder.settled(2);
  expect(recorder.mcp.map((call) => call.outcome)).toEqual(["cancelled", "failed"]);
});

test("MCP over stdio: a cached answer is given instead of asking the server", async () => {
  recorder.answerMcp = ({ params }) => {
    const { name } = params as { name: string };
    if (name !== "hang") return null;
    const result = { content: [{ type: "text", text: "from the cache" }] };
    const line = `${JSON.stringify({ jsonrpc: "2.0", id: 99, result })}\n`;
    // Recorded in two parts.
    return {
      status: 200,
      contentType: "application/json",
      parts: [line.slice(0, 10), line.slice(10)].map((part) => new TextEncoder().encode(part)),
    };
  };
  const client = await connect();
  const [cached, live] = await Promise.all([
    client.callTool({ name: "hang", arguments: {} }),
    client.callTool({ name: "echo", arguments: { text: "live" } }),
  ]);
  await client.close();
  expect([textOf(cached), textOf(live)]).toEqual(["from the cache", "live"]);
  expect(recorder.mcp.map((call) => call.outcome)).toEqual(["ended", "ended"]);
});

test("a child that is no MCP server is left alone", async () => {
  restore = installBuiltins(recorder);
  const child = spawn("cat");
  const { write } = child.stdin;
  child.stdin.write('{"method":"something"}\n');
  expect(Object.hasOwn(child.stdin, "write")).toBe(false);
  expect(child.stdin.write).not.toBe(write);
  child.stdin.end("bye");
  let text = "";
  for await (const part of child.stdout) text += String(part);
  expect(text).toBe('{"method":"something"}\nbye');
  expect(Object.hasOwn(child.stdout, "push")).toBe(false);
});

test("messages are found whatever the pieces they come in", () => {
  const call = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ü"}}\n';
  const answer = '{"jsonrpc":"2.0","id":1,"result":{"content":["ü"]}}\n';
  for (let size = 1; size < 20; size++) {
    const fresh = createMemoryRecorder();
    const wire = new McpWire("server", fresh, () => undefined);
    const feed = (text: string, accept: (bytes: Uint8Array) => void) => {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; at += size) accept(bytes.subarray(at, at + size));
    };
    feed(`noise\n${call}`, (bytes) => wire.send(bytes));
    feed(`log line\n{"id":1,"method":"ping"}\n${answer}`, (bytes) => wire.receive(bytes));
    expect(fresh.mcp.map((each) => [each.outcome, each.text])).toEqual([["ended", answer]]);
  }
});
