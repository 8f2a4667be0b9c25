import http, { type RequestOptions, request } from "node:http";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import axios from "axios";
import got from "got";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { installBuiltins } from "#src/intercept/install.ts";
import { type BehaviourServer, startBehaviourServer } from "#test/support/behaviour-server.ts";
import { type MemoryRecorder, createMemoryRecorder } from "#test/support/memory-recorder.ts";

let server: BehaviourServer;
let recorder: MemoryRecorder;
let restore: () => void;

/** Recording begins with the first call: the answers decide what is patched. */
function record(answer: MemoryRecorder["answer"] = null): void {
  recorder.answer = answer;
  restore = installBuiltins(recorder);
}

beforeEach(async () => {
  server = await startBehaviourServer();
  recorder = createMemoryRecorder();
});

afterEach(async () => {
  restore();
  await server[Symbol.asyncDispose]();
  expect(recorder.reports).toEqual([]);
});

function send(path: string, options: RequestOptions, body: string | Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${server.url}${path}`, { method: "POST", ...options }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    if (typeof body === "string") outgoing.end(body);
    else body.pipe(outgoing);
  });
}

describe("node:http", () => {
  beforeEach(() => record());

  test.each([
    ["http.request", (url: string) => send(url, {}, '{"a":1}')],
    ["a pipe", (url: string) => send(url, {}, Readable.from(['{"a"', ":1}"]))],
    [
      "an agent",
      (url: string) => send(url, { agent: new http.Agent({ keepAlive: true }) }, '{"a":1}'),
    ],
    ["no agent", (url: string) => send(url, { agent: false }, '{"a":1}')],
    [
      "axios",
      async (url: string) => JSON.stringify((await axios.post(server.url + url, { a: 1 })).data),
    ],
    ["got", (url: string) => got.post(server.url + url, { json: { a: 1 } }).text()],
  ])("records what %s sends and receives", async (_name, post) => {
    expect(await post("echo")).toBe('{"a":1}');
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([
      { url: `${server.url}echo`, method: "POST", body: '{"a":1}', text: '{"a":1}', status: 200 },
    ]);
    expect(recorder.calls[0]).toMatchObject({ outcome: "ended", decoded: false });
  });

  test("hands over a compressed body as it is on the wire", async () => {
    const { data } = await axios.post(`${server.url}gzip`, { a: 1 });
    expect(data).toEqual({ zipped: true });
    const [call] = recorder.calls;
    expect(call?.contentEncoding).toBe("gzip");
    expect(gunzipSync(Buffer.concat(call?.chunks ?? [])).toString()).toBe('{"zipped":true}');
  });

  test.each([
    ["axios", () => axios.post(`${server.url}redirect`, { a: 1 })],
    ["got", () => got.post(`${server.url}redirect`, { json: { a: 1 }, methodRewriting: false })],
  ])("records a redirect that %s follows as one call", async (_name, post) => {
    await post();
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ status: 200, text: '{"a":1}', outcome: "ended" }]);
    expect(await sendAfterContinue("{}")).toBe("{}");
    expect(await sendAfterContinue("not a call")).toBe("not a call");
    expect(server.seen).toHaveLength(4);
  });

  test("records a redirect that nobody follows as its answer", async () => {
    await send("redirect", {}, "{}");
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ status: 307, outcome: "ended" }]);
  });

  test.each<readonly [string, string, string, () => Promise<unknown>]>([
    [
      "an axios time-out",
      "hang",
      "failed",
      () => axios.post(`${server.url}hang`, {}, { timeout: 30 }),
    ],
    [
      "an axios abort",
      "hang",
      "cancelled",
      () => axios.post(`${server.url}hang`, {}, { signal: AbortSignal.timeout(30) }),
    ],
    [
      "a got time-out",
      "hang",
      "failed",
      () =>
        got.post(`${server.url}hang`, { json: {}, retry: { limit: 0 }, timeout: { request: 30 } }),
    ],
    ["a broken connection", "break-before", "failed", () => send("break-before", {}, "{}")],
    ["a body that breaks off", "break-midway", "failed", () => send("break-midway", {}, "{}")],
    [
      "an abort",
      "hang",
      "cancelled",
      () => send("hang", { signal: AbortSignal.timeout(30) }, "{}"),
    ],
  ])("records %s", async (_name, _path, outcome, act) => {
    await expect(act()).rejects.toThrow();
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ outcome }]);
  });

  test("records a response that the program destroys as cancelled, with what came", async () => {
    await new Promise<void>((resolve) => {
      const outgoing = request(`${server.url}stream`, { method: "POST" }, (response) => {
        response.once("data", () => response.destroy());
        response.once("close", () => resolve());
      });
      outgoing.end("{}");
    });
    expect(recorder.calls).toMatchObject([{ outcome: "cancelled", text: "one " }]);
  });
});

/** Writes its body when the server has said that it may. */
function sendAfterContinue(body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { expect: "100-continue", "content-length": body.length };
    const outgoing = request(`${server.url}echo`, { method: "POST", headers });
    outgoing.on("continue", () => outgoing.end(body));
    outgoing.on("response", (response) => {
      let text = "";
      response.on("data", (part) => (text += String(part)));
      response.on("end", () => resolve(text));
    });
    outgoing.on("error", reject);
    outgoing.flushHeaders();
  });
}

describe("a cached answer for node:http", () => {
  const parts = ["data: 1\n\n", "data: 2\n\n"];
  const answer: MemoryRecorder["answer"] = () => ({
    status: 200,
    contentType: "text/event-stream",
    parts: parts.map((part) => new TextEncoder().encode(part)),
  });

  test.each([
    ["http.request", () => send("echo", {}, "{}")],
    ["a large pipe", () => send("echo", {}, Readable.from(["x".repeat(100_000), "y"]))],
    [
      "a kept-alive agent",
      () => send("echo", { agent: new http.Agent({ keepAlive: true }) }, "{}"),
    ],
    ["no agent", () => send("echo", { agent: false }, "{}")],
    ["axios", async () => (await axios.post(`${server.url}echo`, { a: 1 })).data as string],
    ["got", () => got.post(`${server.url}echo`, { json: { a: 1 } }).text()],
    ["who waits for 100 Continue", () => sendAfterContinue("{}")],
  ])("is given to %s instead of sending the request", async (_name, post) => {
    record(answer);
    expect(await post()).toBe(parts.join(""));
    expect(server.seen).toEqual([]);
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ status: 200, outcome: "ended", text: parts.join("") }]);
  });

  test("comes without a server, over https too, part by part", async () => {
    record(answer);
    const response = await axios.post(
      "https://provider.invalid/v1/chat",
      {},
      { responseType: "stream" },
    );
    const read: string[] = [];
    for await (const part of response.data) read.push(String(part));
    expect(read).toEqual(parts);
  });

  test("is not given where there is none: the request goes out whole", async () => {
    record(() => null);
    const large = "x".repeat(100_000);
    expect(await send("echo", {}, Readable.from([large, "y"]))).toBe(`${large}y`);
    expect(await send("echo", { headers: { expect: "100-continue" } }, "{}")).toBe("{}");
    expect(server.seen).toHaveLength(2);
  });

  test("lets a request be destroyed before it was sent", async () => {
    record(answer);
    await new Promise<void>((resolve) => {
      const outgoing = request(`${server.url}echo`, { method: "POST" });
      outgoing.on("error", () => undefined).on("close", () => resolve());
      outgoing.write("{}");
      outgoing.destroy();
    });
  });
});

describe("an edited request of node:http", () => {
  const edited = '{"edited":"ä"}';
  const recordEdited = (): void => {
    recorder.send = () => edited;
    record();
  };

  test.each<[string, () => Promise<unknown>]>([
    ["http.request", () => send("echo", {}, "{}")],
    ["a large pipe", () => send("echo", {}, Readable.from(["x".repeat(100_000), "y"]))],
    ["a told length", () => send("echo", { headers: { "content-length": "2" } }, "{}")],
    [
      "axios",
      async () => {
        const { data } = await axios.post(`${server.url}echo`, { a: 1 });
        return JSON.stringify(data);
      },
    ],
    ["got", () => got.post(`${server.url}echo`, { json: { a: 1 } }).text()],
  ])("goes out in place of that of %s", async (_name, post) => {
    recordEdited();
    expect(await post()).toBe(edited);
    expect(server.seen).toEqual([`POST /v1/echo ${Buffer.byteLength(edited)} ${edited}`]);
    await recorder.settled(1);
    expect(recorder.calls).toMatchObject([{ status: 200, outcome: "ended", text: edited }]);
  });

  test("has its answer as it comes: compressed, with its headers, or an error", async () => {
    recordEdited();
    expect((await axios.post(`${server.url}gzip`, {})).data).toEqual({ zipped: true });
    const { headers } = await axios.post(`${server.url}cookies`, {});
    expect(headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    await expect(axios.post(`${server.url}error`, {})).rejects.toMatchObject({
      response: { status: 429, headers: { "retry-after": "1" }, data: { e: 1 } },
    });
    const { data } = await axios.post(`${server.url}stream`, {}, { responseType: "stream" });
    const read: string[] = [];
    for await (const part of data) read.push(String(part));
    expect(read).toEqual(["one ", "two ", "three"]);
  });

  test("fails as any request fails, and is given up as any", async () => {
    recordEdited();
    await expect(axios.post("http://127.0.0.1:1/v1/x", {})).rejects.toThrow();
    await expect(axios.post(`${server.url}hang`, {}, { timeout: 30 })).rejects.toThrow("timeout");
    await recorder.settled(2);
    expect(recorder.calls.map((call) => call.outcome)).toEqual(["failed", "failed"]);
  });
});
