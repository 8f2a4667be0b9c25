// The server process over the real store: what a runner sends over its socket is what HTTP gives
// back, also after kill -9.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { type ApiClient, createApiClient } from "#src/client/api-client.ts";
import { findServer } from "#src/client/find-server.ts";
import { openSocket } from "#test/support/open-socket.ts";
import { loadToken, runnerToken } from "#src/config/token.ts";
import { createTemporaryHome, type TemporaryHome } from "#test/support/temporary-home.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const SESSION = "aaaaaaaaaaaa";
const RUN = "bbbbbbbbbbbb";

async function startServer(temporary: TemporaryHome) {
  const child = spawn(process.execPath, [MAIN, "server", "run"], {
    env: { ...process.env, AO_HOME: temporary.path, AO_PORT: "0" },
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const { settings } = temporary;
  const server = await expect
    .poll(() => findServer(settings), { timeout: 10_000 })
    .not.toBeNull()
    .then(() => findServer(settings));
  if (server === null) throw new Error("the server has gone");
  const api: ApiClient = createApiClient(server, loadToken(settings));
  return { child, server, api };
}

const body = (value: unknown) => {
  const content = JSON.stringify(value);
  return {
    encoding: "utf8",
    content,
    bytes: content.length,
    content_type: "application/json",
    content_encoding: null,
  };
};
const messages = [{ role: "user", content: "Name a colour of the evening sky" }];
const EVENTS = [
  {
    type: "run-start",
    session_id: SESSION,
    session_name: "colours",
    run_id: RUN,
    parent_run_id: null,
    command: { script: "agent.ts", args: [], cwd: "/" },
    pid: process.pid,
    started_at: Date.now(),
    ao_version: "0.1.0",
    seed: null,
  },
  {
    type: "call-start",
    call_id: "owner:1",
    operation: "openai.chat",
    kind: "llm",
    configured_label: null,
    method: "POST",
    url: "https://api.openai.com/v1/chat/completions",
    started_at: Date.now(),
    request: body({ model: "gpt-5", messages }),
    location: null,
    stack: null,
    retry: 0,
  },
  {
    type: "call-end",
    call_id: "owner:1",
    outcome: "ok",
    http_status: 200,
    response: body({ choices: [{ message: { role: "assistant", content: "A deep crimson" } }] }),
    streamed: false,
    first_byte_ms: 1,
    duration_ms: 2,
    error: null,
    source: "live",
    reason: null,
  },
  { type: "run-end", exit_code: 0, signal: null, ended_at: Date.now(), duration_ms: 5 },
];

test("a run sent over /runner is read over HTTP and watched on /ws, and survives kill -9", async () => {
  using temporary = createTemporaryHome();
  const token = loadToken(temporary.settings);
  const first = await startServer(temporary);
  const watcher = await openSocket(first.server, "/ws", token);
  const seen: { type: string; seq: number }[] = [];
  watcher.addEventListener("message", ({ data }) => seen.push(JSON.parse(String(data))));
  watcher.send('{"type":"subscribe"}');
  const runner = await openSocket(first.server, `/runner?run=${RUN}`, runnerToken(token, RUN));
  const settled = new Promise<unknown>((resolve) => {
    runner.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data));
      if (message.type === "settled" || message.type === "refused") resolve(message);
    });
  });
  const events = EVENTS.map((event, index) => ({ seq: index + 1, event }));
  runner.send(JSON.stringify({ type: "events", stream_id: "owner", events }));
  runner.send('{"type":"settle"}');
  const calls = { live: 1, cache: 0, edited: 0, refused: 0 };
  expect(await settled).toEqual({ type: "settled", nodes: 1, edges: 0, calls });
  await expect.poll(() => seen.map(({ type }) => type)).toContain("run.finished");

  first.child.kill("SIGKILL");
  await once(first.child, "close");
  const { api, server } = await startServer(temporary);
  const session = await api.findSession("colours");
  expect(session).toMatchObject({ session_id: SESSION, status: "idle", runs: 1 });
  expect(await api.findSession("last")).toEqual(session);
  expect(await api.listRuns("aaa")).toMatchObject([{ run_id: RUN, status: "finished" }]);
  const graph = await api.graph(RUN);
  expect(graph.nodes).toMatchObject([{ input: { messages }, status: "ok", model: "gpt-5" }]);
  const { nodes } = await api.outline(RUN);
  expect(await api.node(RUN, nodes[0]?.id ?? "")).toMatchObject({
    output: { choices: [{ message: { content: "A deep crimson" } }] },
  });
  expect((await api.patchRun(RUN, { label: "evening" })).label).toBe("evening");
  expect(await api.sessionStats("colours")).toMatchObject({ runs: 1, nodes: 1 });
  expect(await api.exportReplay(RUN, {})).toMatchObject({ entries: 1 });

  // A watcher that was away gets what it missed, and no delta twice.
  const again = await openSocket(server, "/ws", token);
  const replayed: { type: string; seq: number }[] = [];
  again.addEventListener("message", ({ data }) => replayed.push(JSON.parse(String(data))));
  again.send(JSON.stringify({ type: "subscribe", since: 0 }));
  await expect.poll(() => replayed.some(({ type }) => type === "subscribed")).toBe(true);
  const numbers = replayed.filter(({ type }) => type !== "subscribed").map(({ seq }) => seq);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  expect(replayed.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["run.started", "run.finished"]),
  );

  await expect(api.findSession("nobody")).rejects.toMatchObject({ code: "not_found" });
  await api.deleteSession("colours");
  await expect(api.findRun(RUN)).rejects.toMatchObject({ code: "not_found" });
  expect(await api.clear()).toEqual({ deleted: 0 });
  again.close();
});
