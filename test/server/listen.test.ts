// What only a real connection shows: large bodies, addresses, and two listeners as one server.
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, onTestFinished, test } from "vitest";
import { listen } from "#src/server/listen.ts";
import { createTestContext, TEST_TOKEN } from "#test/support/server-context.ts";
import { startTestServer } from "#test/support/test-server.ts";

const BODY = 50_000_000;

/** Sends a body as fast as it is taken; resolves to the answer and how much went out before it. */
async function upload(port: number, isChunked: boolean) {
  const head = [
    "POST /sessions HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${TEST_TOKEN}`,
    "Content-Type: application/json",
    isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${BODY}`,
    "\r\n",
  ].join("\r\n");
  const block = Buffer.alloc(65_536, " ");
  const piece = isChunked
    ? Buffer.concat([Buffer.from(`${block.length.toString(16)}\r\n`), block, Buffer.from("\r\n")])
    : block;
  const socket = connect(port, "127.0.0.1");
  const answer = Promise.withResolvers<string>();
  const progress = { sent: 0, isAnswered: false };
  socket.on("data", (data) => {
    progress.isAnswered = true;
    answer.resolve(String(data));
  });
  // The server may close while we still write.
  socket.on("error", () => answer.resolve(""));
  const pump = (): void => {
    while (progress.sent < BODY && !progress.isAnswered) {
      progress.sent += block.length;
      if (!socket.write(piece)) {
        socket.once("drain", pump);
        return;
      }
    }
  };
  socket.write(head);
  pump();
  const text = await answer.promise;
  socket.destroy();
  return { text, sent: progress.sent };
}

describe("a body of 50 MB", () => {
  test.each([
    ["with its length", false],
    ["in chunks", true],
  ])("%s is refused with 413 before it has all been sent", async (_name, isChunked) => {
    const { port, url } = startTestServer();
    const { text, sent } = await upload(port, isChunked);
    expect(text).toMatch(/^HTTP\/1.1 413 /);
    expect(text).toContain('"code":"too_large"');
    expect(sent).toBeLessThan(BODY);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });
});

describe("addresses", () => {
  test("127.0.0.1 and ::1 share sessions and logins", async () => {
    const { port, context } = startTestServer();
    const headers = { authorization: `Bearer ${TEST_TOKEN}`, "content-type": "application/json" };
    await fetch(`http://127.0.0.1:${port}/sessions`, { method: "POST", headers, body: "{}" });
    const other = await fetch(`http://[::1]:${port}/sessions`, { headers });
    expect(JSON.parse(await other.text()).sessions).toHaveLength(1);
    const socket = new WebSocket(`ws://[::1]:${port}/ws`, { headers } as never);
    const message = new Promise((resolve) => {
      socket.addEventListener("message", ({ data }) => resolve(JSON.parse(String(data))));
    });
    socket.addEventListener("open", () => socket.send('{"type":"ping"}'));
    expect(await message).toEqual({ type: "pong" });
    expect(context.lifecycle.sockets).toBe(1);
    socket.close();
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;

  test.skipIf(outside === undefined)("other addresses of the machine are closed", async () => {
    const { port } = startTestServer();
    await expect(fetch(`http://${outside}:${port}/health`)).rejects.toThrow();
  });

  test.skipIf(outside === undefined)("a chosen address is opened beside loopback", async () => {
    const context = createTestContext();
    const host = outside ?? "";
    const listeners = listen(context, { host, port: 0, portIsExplicit: true });
    onTestFinished(() => listeners.stop(0));
    expect(listeners.host).toBe("127.0.0.1");
    for (const name of [host, "127.0.0.1"]) {
      expect((await fetch(`http://${name}:${listeners.port}/health`)).status, name).toBe(200);
    }
  });

  test("an address the machine does not have is named", () => {
    const context = createTestContext();
    expect(() => listen(context, { host: "192.0.2.1", port: 0, portIsExplicit: true })).toThrow(
      'Cannot listen on "192.0.2.1": ',
    );
  });
});
