import { Readable } from "node:stream";
import { createRequire } from "node:module";
import ky from "ky";
import packageFetch from "node-fetch";
import type * as NodeFetch from "node-fetch";
import type * as Undici from "undici";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installAlways, installBuiltins } from "#src/intercept/install.ts";
import { type BehaviourServer, startBehaviourServer } from "#test/support/behaviour-server.ts";
import { type MemoryRecorder, createMemoryRecorder } from "#test/support/memory-recorder.ts";

// The test runner imports packages by path; programs get what Bun has built in under these names.
const require = createRequire(import.meta.url);
const undici = require("undici") as typeof Undici;
const builtinFetch = require("node-fetch") as typeof NodeFetch;
const nodeFetch: typeof packageFetch = (...args) => builtinFetch.default(...args);

let server: BehaviourServer;
let recorder: MemoryRecorder;
let restore: (() => void)[];

beforeEach(async () => {
  server = await startBehaviourServer();
  recorder = createMemoryRecorder();
  restore = [installAlways(recorder), installBuiltins(recorder)];
});

afterEach(async () => {
  for (const undo of restore) undo();
  await server[Symbol.asyncDispose]();
  expect(recorder.reports).toEqual([]);
});

const init = { method: "POST", body: '{"a":1}' } as const;

async function collect(body: AsyncIterable<unknown> | null): Promise<string> {
  let text = "";
  for await (const part of body ?? []) text += Buffer.from(part as Uint8Array).toString();
  return text;
}

const clients: readonly (readonly [string, (url: string) => Promise<string>])[] = [
  ["ky", (url) => ky.post(url, { body: '{"a":1}' }).text()],
  ["undici.fetch", async (url) => (await undici.fetch(url, init)).text()],
  ["undici.request", async (url) => (await undici.request(url, init)).body.text()],
  [
    "undici.request as JSON",
    async (url) => JSON.stringify(await (await undici.request(url, init)).body.json()),
  ],
  [
    "undici.request as a buffer",
    async (url) =>
      Buffer.from(await (await undici.request(url, init)).body.arrayBuffer()).toString(),
  ],
  ["undici.request as a stream", async (url) => collect((await undici.request(url, init)).body)],
  ["node-fetch", async (url) => (await nodeFetch(url, init)).text()],
  ["the package node-fetch, by path", async (url) => (await packageFetch(url, init)).text()],
  ["node-fetch as a stream", async (url) => collect((await nodeFetch(url, init)).body)],
];

test.each(clients)("%s is recorded once", async (_name, post) => {
  expect(await post(`${server.url}echo`)).toBe('{"a":1}');
  await recorder.settled(1);
  expect(recorder.calls).toMatchObject([
    { url: `${server.url}echo`, body: '{"a":1}', text: '{"a":1}', status: 200, outcome: "ended" },
  ]);
});

test("undici.request keeps its own way of failing", async () => {
  const { body } = await undici.request(`${server.url}stream`, init);
  await expect(body.json()).rejects.toThrow(SyntaxError);
  await expect(body.text()).rejects.toThrow("unusable");
  await expect(undici.request("http://127.0.0.1:1/v1/x", init)).rejects.toThrow("ECONNREFUSED");
  expect(recorder.calls.map((call) => call.outcome)).toEqual(["ended", "failed"]);
});

test("node-fetch gives Responses of its own class", async () => {
  const response = await nodeFetch(`${server.url}echo`, init);
  expect(response).toBeInstanceOf(builtinFetch.Response);
  expect(response.url).toBe(`${server.url}echo`);
  expect(typeof (response.body as unknown as { pipe: unknown }).pipe).toBe("function");
});

test("an edited request goes out in place of that of a fetch library", async () => {
  const edited = '{"edited":true}';
  recorder.send = () => edited;
  expect(await (await undici.fetch(`${server.url}echo`, init)).text()).toBe(edited);
  expect(await (await nodeFetch(`${server.url}echo`, init)).text()).toBe(edited);
  const headers = { "content-type": "application/json", "content-length": "7" };
  const { body } = await undici.request(`${server.url}echo`, { ...init, headers });
  expect(await body.json()).toEqual({ edited: true });
  expect(server.seen).toEqual(Array(3).fill(`POST /v1/echo ${edited.length} ${edited}`));
});

const bodies: readonly (readonly [string, () => unknown])[] = [
  ["a string", () => '{"a":1}'],
  ["bytes", () => Buffer.from('{"a":1}')],
  ["a Blob", () => new Blob(['{"a":1}'])],
  ["a stream", () => new Blob(['{"a":1}']).stream()],
  ["a Node stream", () => Readable.from(['{"a"', ":1}"])],
];

test.each(bodies)("what has no answer goes out through undici.request with %s", async (_, body) => {
  recorder.answer = () => null;
  const options = { method: "POST", body: body() } as typeof init;
  const response = await undici.request(`${server.url}echo`, options);
  expect(await response.body.text()).toBe('{"a":1}');
  await recorder.settled(1);
  expect(recorder.calls).toMatchObject([{ body: '{"a":1}', outcome: "ended" }]);
});

test.each(bodies)("a cached answer is given to undici.request with %s", async (_name, body) => {
  const parts = ['{"cached":', '"ä"}'].map((part) => new TextEncoder().encode(part));
  recorder.answer = () => ({ status: 201, contentType: "application/json", parts });
  const options = { method: "POST", body: body() } as typeof init;
  const response = await undici.request(`${server.url}echo`, options);
  expect([response.statusCode, response.headers]).toEqual([
    201,
    { "content-type": "application/json" },
  ]);
  expect(await response.body.json()).toEqual({ cached: "ä" });
  expect(server.seen).toEqual([]);
  expect(recorder.calls).toMatchObject([
    { body: '{"a":1}', status: 201, outcome: "ended", text: '{"cached":"ä"}' },
  ]);
});
