// `/runner` over a real socket: order, acknowledgement, refusal, and runs that lose their process.
import type { SettledRun } from "#src/runs/run-service.ts";
import { describe, expect, test } from "vitest";
import { runnerToken } from "#src/config/token.ts";
import { AoError } from "#src/errors.ts";
import { createMemoryRunService } from "#test/support/memory-run-service.ts";
import { TEST_TOKEN } from "#test/support/server-context.ts";
import { startTestServer } from "#test/support/test-server.ts";

const RUN = "abcdefghjkmn";
const token = runnerToken(TEST_TOKEN, RUN);
const path = `/runner?run=${RUN}`;

const log = (seq: number, message = "m") => ({
  seq,
  event: { type: "runner-log", level: "info", message },
});
const frame = (streamId: string, ...events: unknown[]) => ({
  type: "events",
  stream_id: streamId,
  events,
});

describe("events", () => {
  test("are stored in order and acknowledged when they are durable", async () => {
    const { connect, context } = startTestServer(createMemoryRunService({ ingestDelayMs: 5 }));
    const socket = await connect(path, { token });
    for (let seq = 1; seq <= 20; seq++) socket.send(frame(seq % 2 ? "a" : "b", log(seq)));
    await socket.message(({ type, seq }) => type === "ack" && seq === 20);
    expect(socket.messages[0]).toEqual({ type: "ready" });
    expect(socket.messages.slice(1)).toEqual(
      Array.from({ length: 20 }, (_, index) => ({
        type: "ack",
        stream_id: index % 2 ? "b" : "a",
        seq: index + 1,
      })),
    );
    expect(context.runs.ingested.map(({ events }) => events[0]?.seq)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(context.runs.ingested.every(({ runId }) => runId === RUN)).toBe(true);
  });

  test("may be larger than any HTTP body", async () => {
    const { connect, context } = startTestServer();
    const socket = await connect(path, { token });
    socket.send(frame("a", log(1, "x".repeat(30 * 2 ** 20))));
    await socket.message(({ type }) => type === "ack");
    expect(JSON.stringify(context.runs.ingested[0]?.events).length).toBeGreaterThan(30 * 2 ** 20);
  });

  test("settle answers with the numbers after what was sent before it", async () => {
    const { connect } = startTestServer(createMemoryRunService({ ingestDelayMs: 20 }));
    const socket = await connect(path, { token });
    socket.send(frame("a", log(1)));
    socket.send({ type: "settle" });
    const settled = await socket.message(({ type }) => type === "settled");
    const calls = { live: 1, cache: 0, edited: 0, refused: 0 };
    expect(settled).toEqual({ type: "settled", nodes: 1, edges: 0, calls });
  });

  test("are not waited for by a settle that takes long", async () => {
    const { connect, context } = startTestServer();
    const settling = Promise.withResolvers<SettledRun>();
    context.runs.settle = () => settling.promise;
    const socket = await connect(path, { token });
    socket.send({ type: "settle" });
    socket.send(frame("a", log(1)));
    await socket.message(({ type }) => type === "ack");
    settling.resolve({ nodes: 7, edges: 8, calls: { live: 7, cache: 0, edited: 0, refused: 0 } });
    await socket.message(({ type, edges }) => type === "settled" && edges === 8);
  });

  test.each<[string, unknown]>([
    ["broken JSON", "{"],
    ["another message", { type: "nope" }],
    ["no stream", { type: "events", events: [] }],
    ["a seq of 0", frame("a", log(0))],
    ["an event without a type", frame("a", { seq: 1, event: {} })],
  ])("%s is refused for good, and nothing after it is taken", async (_name, message) => {
    const { connect, context } = startTestServer();
    const socket = await connect(path, { token });
    socket.send(message);
    socket.send(frame("a", log(2)));
    const { message: why } = await socket.message(({ type }) => type === "refused");
    expect(why).toBeTruthy();
    expect((await socket.closed).code).toBe(4000);
    expect(context.runs.ingested).toEqual([]);
  });

  test("that cannot be stored now are not acknowledged; the runner keeps them", async () => {
    const { connect, context } = startTestServer();
    context.runs.ingest = () => Promise.reject(new AoError("internal", "the disk is full"));
    const socket = await connect(path, { token });
    socket.send(frame("a", log(1)));
    expect((await socket.closed).code).toBe(1011);
    expect(socket.messages).toEqual([{ type: "ready" }]);
    expect(context.lines).toContainEqual({
      level: "error",
      message: "run not stored",
      fields: { run: RUN, error: "the disk is full" },
    });
  });
});

describe("who may append", () => {
  test.each<[string, string, string, number]>([
    ["the run's token", token, path, 101],
    ["the run's token under /api", token, `/api${path}`, 101],
    ["the master token", TEST_TOKEN, path, 101],
    ["another run's token", runnerToken(TEST_TOKEN, "bbbbbbbbbbbb"), path, 401],
    ["no run", token, "/runner", 401],
    ["another run", token, "/runner?run=bbbbbbbbbbbb", 401],
    ["the run's token on /ws", token, `/ws?run=${RUN}`, 401],
    ["a run that is no id", TEST_TOKEN, "/runner?run=../x", 400],
    ["no run at all", TEST_TOKEN, "/runner", 400],
  ])("%s is answered before the upgrade", async (...row) => {
    const [, given, where, status] = row;
    const { upgradeStatus } = startTestServer();
    expect(await upgradeStatus(where, { token: given })).toBe(status);
  });

  test("the run's token reads nothing", async () => {
    const { url } = startTestServer();
    for (const route of ["/sessions", `/runs/${RUN}?run=${RUN}`, path]) {
      const response = await fetch(url + route, { headers: { authorization: `Bearer ${token}` } });
      expect(response.status, route).not.toBe(200);
    }
  });
});

const collectedAfter = async (...streams: unknown[]): Promise<number> => {
  const { connect, context } = startTestServer();
  const socket = await connect(path, { token });
  for (const message of streams) socket.send(message);
  if (streams.length > 0) await socket.message(({ type }) => type === "ack");
  socket.socket.close();
  await socket.closed;
  await Bun.sleep(500);
  await context.collector.stop();
  return context.runs.collected();
};

describe("a connection that ends", () => {
  const end = {
    seq: 1,
    event: { type: "run-end", exit_code: 0, signal: null, ended_at: 1, duration_ms: 1 },
  };

  test("before its run has, makes the server look for what is left", async () => {
    expect(await collectedAfter()).toBe(1);
    expect(await collectedAfter(frame("owner", log(1)))).toBe(1);
  });

  test("after its run has, does not", async () => {
    expect(await collectedAfter(frame("owner", end))).toBe(0);
  });
});
