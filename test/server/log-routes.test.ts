// Logs and storage as the page reads them, without a port.
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApp } from "#src/server/create-app.ts";
import { createTestContext, TEST_PORT, TEST_TOKEN } from "#test/support/server-context.ts";

function createServer() {
  const home = mkdtempSync(join(tmpdir(), "ao-logs-"));
  const app = createApp(createTestContext({ home }));
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.handle(
      new Request(`http://127.0.0.1:${TEST_PORT}${path}`, {
        headers: {
          host: `127.0.0.1:${TEST_PORT}`,
          authorization: `Bearer ${TEST_TOKEN}`,
          ...headers,
        },
      }),
    );
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const log = join(home, "logs", "server.log");
  mkdirSync(join(home, "logs"));
  return { home, log, get, [Symbol.dispose]: () => rmSync(home, { recursive: true }) };
}

test("GET /logs/server gives the last whole lines, then what came after them", async () => {
  using server = createServer();
  expect((await server.get("/logs/server")).body).toEqual({
    name: "server",
    file: server.log,
    lines: [],
    position: null,
    continued: false,
  });
  writeFileSync(server.log, "one\ntwo\nthree\nhal");
  const first = (await server.get("/logs/server?lines=2")).body;
  expect(first).toMatchObject({ lines: ["two", "three"], continued: false });
  appendFileSync(server.log, "f\nfour\n");
  const second = (await server.get(`/logs/server?lines=2&after=${first.position}`)).body;
  expect(second).toMatchObject({ lines: ["half", "four"], continued: true });
  const third = (await server.get(`/logs/server?after=${second.position}`)).body;
  expect(third).toEqual({ ...second, lines: [] });
});

test("a log that was rotated or emptied is read anew, and says so", async () => {
  using server = createServer();
  writeFileSync(server.log, "one\ntwo\n");
  const { position } = (await server.get("/logs/server")).body;
  renameSync(server.log, `${server.log}.1`);
  writeFileSync(server.log, "three\n");
  const rotated = (await server.get(`/logs/server?after=${position}`)).body;
  expect(rotated).toMatchObject({ lines: ["one", "two", "three"], continued: false });
  rmSync(`${server.log}.1`);
  writeFileSync(server.log, "new\n".slice(0, 2));
  const emptied = (await server.get(`/logs/server?after=${rotated.position}`)).body;
  expect(emptied).toMatchObject({ lines: [], continued: false });
});

test("of a long log only the end is read, from its first whole line", async () => {
  using server = createServer();
  writeFileSync(server.log, "a line of some length, many times\n".repeat(100_000));
  const { lines } = (await server.get("/logs/server?lines=5000")).body;
  expect(lines).toHaveLength(5000);
  expect(new Set(lines)).toEqual(new Set(["a line of some length, many times"]));
});

test.each([
  ["/logs/token", 400],
  ["/logs/..%2Ftoken", 400],
  ["/logs/server?lines=0", 400],
  ["/logs/server?lines=9999", 400],
  ["/logs/server?after=x", 400],
  ["/logs/server?file=x", 400],
  ["/logs/git", 200],
  ["/logs/rewrite?lines=10", 200],
])("GET %s is answered with %d", async (path, status) => {
  using server = createServer();
  expect((await server.get(path)).status).toBe(status);
  expect((await server.get(path, { authorization: "" })).status).toBe(401);
});

test("GET /storage says what is on the disk, folder by folder", async () => {
  using server = createServer();
  writeFileSync(server.log, "12345");
  mkdirSync(join(server.home, "spool", "run"), { recursive: true });
  writeFileSync(join(server.home, "spool", "run", "a.jsonl"), "123");
  const { body } = await server.get("/storage");
  expect(body).toMatchObject({ home: server.home, total_bytes: 8 });
  const sizes = body.parts.map(({ name, files, bytes }: Record<string, unknown>) => [
    name,
    files,
    bytes,
  ]);
  expect(sizes).toEqual([
    ["database", 0, 0],
    ["spool", 1, 3],
    ["logs", 1, 5],
    ["rewritten", 0, 0],
    ["git", 0, 0],
    ["runtime", 0, 0],
  ]);
});
