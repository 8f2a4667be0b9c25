// `/ws` over a real socket: replay, live, errors, slow clients.
import { connect as connectTcp } from "node:net";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { createMemoryRunService } from "#test/support/memory-run-service.ts";
import { TEST_TOKEN } from "#test/support/server-context.ts";
import { startTestServer, type TestSocket } from "#test/support/test-server.ts";

const ONE = "aaaaaaaaaaaa";
const TWO = "bbbbbbbbbbbb";

const pong = (socket: TestSocket) => {
  socket.send({ type: "ping" });
  return socket.message(({ type }) => type === "pong");
};
const seqs = (socket: TestSocket) =>
  socket.messages.filter(({ type }) => type === "log").map(({ seq }) => seq);

describe("subscribe", () => {
  test("without since: nothing of the past, everything from now on", async () => {
    const { context, connect } = startTestServer();
    context.runs.emit(ONE, "before");
    const socket = await connect("/ws");
    context.runs.emit(ONE, "before subscribing");
    socket.send({ type: "subscribe" });
    await socket.message(({ type }) => type === "subscribed");
    context.runs.emit(TWO, "after");
    await pong(socket);
    expect(socket.messages).toEqual([
      { type: "subscribed", seq: 2, reset: false },
      { type: "log", seq: 3, session_id: TWO, data: { level: "info", message: "after" } },
      { type: "pong" },
    ]);
  });

  test("with since: what came after it, then live, with no gap and nothing twice", async () => {
    const { context, connect } = startTestServer();
    for (let n = 0; n < 500; n++) context.runs.emit(ONE, "old");
    const socket = await connect("/ws");
    socket.send({ type: "subscribe", since: 100 });
    // New ones come all through the replay.
    for (let n = 0; n < 500; n++) {
      context.runs.emit(n % 2 ? ONE : TWO, "new");
      await Bun.sleep(0);
    }
    await socket.message(({ seq, type }) => type === "log" && seq === 1000);
    expect(seqs(socket)).toEqual(Array.from({ length: 900 }, (_, index) => index + 101));
    const { seq } = await socket.message(({ type }) => type === "subscribed");
    expect(socket.messages.findIndex(({ type }) => type === "subscribed")).toBe(seq - 100);
  });

  test("to one session: only its deltas, until unsubscribed", async () => {
    const { context, connect } = startTestServer();
    context.runs.emit(ONE, "a");
    context.runs.emit(TWO, "b");
    const socket = await connect("/ws");
    socket.send({ type: "subscribe", session_id: TWO, since: 0 });
    const { session_id } = await socket.message(({ type }) => type === "subscribed");
    expect(session_id).toBe(TWO);
    context.runs.emit(ONE, "c");
    context.runs.emit(TWO, "d");
    await socket.message(({ seq }) => seq === 4);
    socket.send({ type: "unsubscribe", session_id: TWO });
    await pong(socket);
    context.runs.emit(TWO, "e");
    await Bun.sleep(50);
    expect(seqs(socket)).toEqual([2, 4]);
  });

  test("to all and to one: each live delta comes once", async () => {
    const { context, connect } = startTestServer();
    const socket = await connect("/ws");
    socket.send({ type: "subscribe" });
    socket.send({ type: "subscribe", session_id: ONE });
    await socket.message(({ session_id }) => session_id === ONE);
    context.runs.emit(ONE, "x");
    await pong(socket);
    expect(seqs(socket)).toEqual([1]);
  });

  test("since before what is kept says reset", async () => {
    const { connect } = startTestServer(createMemoryRunService({ keptSince: 50 }));
    const socket = await connect("/ws");
    socket.send({ type: "subscribe", since: 10 });
    expect(await socket.message(({ type }) => type === "subscribed")).toEqual({
      type: "subscribed",
      seq: 50,
      reset: true,
    });
  });

  test("a replay that fails is an error message, and another can follow", async () => {
    const { context, connect } = startTestServer();
    const { replay } = context.runs;
    context.runs.replay = () => Promise.reject(new Error("the disk is gone"));
    const socket = await connect("/ws");
    socket.send({ type: "subscribe", since: 0 });
    const { error } = await socket.message(({ type }) => type === "error");
    expect(error).toEqual({ code: "internal", message: "the disk is gone" });
    context.runs.replay = replay;
    socket.send({ type: "subscribe", since: 0 });
    await socket.message(({ type }) => type === "subscribed");
  });
});

describe("messages that are none", () => {
  test.each([
    "{",
    "hello",
    "5",
    "null",
    "[]",
    '{"type":"nope"}',
    '{"type":"subscribe","since":-1}',
    '{"type":"subscribe","session_id":"../x"}',
  ])("%s is answered with an error and the connection stays", async (text) => {
    const { connect } = startTestServer();
    const socket = await connect("/ws");
    socket.send(text);
    const { error } = await socket.message(({ type }) => type === "error");
    expect(error.code).toBe("bad_input");
    await pong(socket);
  });

  test("over 1 MB ends the connection with 1009", async () => {
    const { connect } = startTestServer();
    const socket = await connect("/ws");
    socket.send({ type: "ping", padding: "x".repeat(2 ** 20) });
    expect((await socket.closed).code).toBe(1009);
  });
});

describe("who may connect", () => {
  test.each<[string, Record<string, string>, number]>([
    ["the token", {}, 101],
    ["no token", { authorization: "" }, 401],
    ["a wrong token", { authorization: "Bearer x" }, 401],
    ["a foreign Origin", { origin: "http://evil.example" }, 403],
    ["Origin null", { origin: "null" }, 403],
    ["a foreign Host", { host: "evil.example" }, 403],
    ["a cookie of no worth", { authorization: "", cookie: "ao_5959=x" }, 401],
  ])("%s is answered before the upgrade", async (_name, headers, status) => {
    const { upgradeStatus } = startTestServer();
    expect(await upgradeStatus("/ws", { headers })).toBe(status);
    expect(await upgradeStatus("/api/ws", { headers })).toBe(status);
  });

  test("a browser with its cookie and our Origin is let in, also under /api", async () => {
    const { connect, context, port } = startTestServer();
    const { loginCookie } = await import("#src/server/access.ts");
    const cookie = loginCookie(context.access).split(";")[0] ?? "";
    const headers = { authorization: "", cookie, origin: `http://localhost:${port}` };
    await pong(await connect("/api/ws", { headers }));
  });

  test("there is a limit to how many", async () => {
    const { context, upgradeStatus } = startTestServer();
    for (let n = 0; n < 2000; n++) context.lifecycle.socketOpened();
    expect(await upgradeStatus("/ws")).toBe(429);
    context.lifecycle.socketClosed();
    expect(await upgradeStatus("/ws")).toBe(101);
  });

  test("an open socket keeps the server from idling", async () => {
    const { connect, context } = startTestServer();
    const socket = await connect("/ws");
    await Bun.sleep(30);
    expect(context.lifecycle.idleFor()).toBe(0);
    socket.socket.close();
    await socket.closed;
    await Bun.sleep(30);
    expect(context.lifecycle.idleFor()).toBeGreaterThan(0);
  });
});

test("a client that does not read is dropped with 4008; others get everything", async () => {
  const { context, connect, port } = startTestServer();
  const reader = await connect("/ws");
  reader.send({ type: "subscribe" });
  const slow = connectTcp(port, "127.0.0.1");
  slow.write(
    [
      "GET /ws HTTP/1.1",
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bearer ${TEST_TOKEN}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "\r\n",
    ].join("\r\n"),
  );
  await once(slow, "data");
  const request = Buffer.from(JSON.stringify({ type: "subscribe" }));
  // A masked text frame (RFC 6455, 5.2) with the mask 0.
  slow.write(Buffer.concat([Buffer.from([0x81, 0x80 + request.length, 0, 0, 0, 0]), request]));
  await once(slow, "data");
  slow.pause();
  const before = process.memoryUsage.rss();
  for (let n = 0; n < 400; n++) {
    context.runs.emit(ONE, "x".repeat(100_000));
    await Bun.sleep(0);
  }
  await reader.message(({ seq }) => seq === 400);
  expect(seqs(reader)).toHaveLength(400);
  expect(context.lines).toContainEqual({
    level: "warn",
    message: "socket dropped: the client reads too slowly",
    fields: { last_seq: expect.any(Number) },
  });
  expect(process.memoryUsage.rss() - before).toBeLessThan(400 * 2 ** 20);
  let tail: Buffer = Buffer.alloc(0);
  slow.on("data", (data: Buffer) => (tail = Buffer.concat([tail, data]).subarray(-200)));
  slow.resume();
  await once(slow, "close");
  const close = tail.lastIndexOf(0x88);
  expect(tail.readUInt16BE(close + 2)).toBe(4008);
});
