// A re-run that is killed with SIGKILL in the middle, whatever part of it: what it was made from is as
// it was, and what it had done is there.
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Edit } from "#src/protocol/edit.ts";
import type { Graph } from "#src/protocol/graph.ts";
import type { RunList } from "#src/protocol/http-api.ts";
import { type ChatServer, startChatServer } from "#test/support/chat-server.ts";
import { AO, Installation, type Report } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const CALLS = 40;
let installation = new Installation();
let chat: ChatServer = startChatServer();
let recorded: Report;
let before: string;

beforeEach(async () => {
  installation = new Installation();
  chat = startChatServer({ delay: 20 });
  const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };
  recorded = (await installation.record(["many-calls.ts", String(CALLS)], options)).report;
  await installation.ao(["edit", "last", "n2", "--text", "an edit"]);
  before = await recordedState();
});
afterEach(async () => {
  await installation[Symbol.asyncDispose]();
  await chat[Symbol.asyncDispose]();
});

/** Everything that there is of the recorded run: its graph with all bodies, and its edits. */
async function recordedState(): Promise<string> {
  const { session_id: session, run_id: run } = recorded;
  const graph = await installation.json<Graph>("graph", session, "--run", run);
  const { runs } = await installation.json<RunList>("runs", session);
  const node = await installation.json<{ original: Edit | null }>(
    "node",
    session,
    "n2",
    "--run",
    run,
  );
  const own = runs.find(({ run_id: id }) => id === run);
  return JSON.stringify({ graph, run: own, original: node.original }, null, 1);
}

/** A re-run in which every call goes out; resolves when some have been answered. */
async function startRerun(): Promise<Bun.Subprocess<"ignore", "pipe", "pipe">> {
  const child = Bun.spawn([AO, "rerun", recorded.session_id, "--no-cache", "--json"], {
    env: { ...process.env, ...installation.environment, CHAT_URL: chat.baseUrl },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const reader = child.stdout.getReader();
  for (let seen = 0; seen < 8;) {
    const { value, done } = await reader.read();
    if (done) throw new Error("it ended too soon");
    seen += new TextDecoder().decode(value).split("\n").length - 1;
  }
  reader.releaseLock();
  return child;
}

async function serverPid(): Promise<number> {
  const file = Bun.file(`${installation.environment["AO_HOME"]}/server.json`);
  return ((await file.json()) as { pid: number }).pid;
}

/** The graph of the re-run when it is over. */
async function rerunGraph(): Promise<Graph> {
  const words = ["graph", recorded.session_id, "--wait", "--timeout", "20", "--json"];
  const graph = JSON.parse((await installation.ao(words)).stdout) as Graph;
  expect(graph.parent_run_id).toBe(recorded.run_id);
  return graph;
}

const answered = (graph: Graph): number =>
  graph.nodes.filter((node) => node.status === "ok").length;

test("ao rerun killed: its program dies with it, what was answered is there", async () => {
  const child = await startRerun();
  child.kill("SIGKILL");
  await child.exited;
  const graph = await rerunGraph();
  expect(graph.status).toBe("interrupted");
  expect(answered(graph)).toBeGreaterThanOrEqual(8);
  expect(answered(graph)).toBeLessThan(CALLS);
  expect(await recordedState()).toBe(before);
});

test("the program killed: the re-run ends as failed, and says by what", async () => {
  const child = await startRerun();
  const program = Bun.spawnSync(["pgrep", "-P", String(child.pid), "-f", "many-calls"]);
  process.kill(Number(program.stdout.toString().trim().split("\n")[0]), "SIGKILL");
  await child.exited;
  expect(child.signalCode).toBe("SIGKILL");
  const graph = await rerunGraph();
  expect(graph.status).toBe("failed");
  expect(answered(graph)).toBeGreaterThanOrEqual(8);
  expect(await recordedState()).toBe(before);
});

test("the server killed: the re-run goes on to its end, and nothing is missing", async () => {
  const child = await startRerun();
  process.kill(await serverPid(), "SIGKILL");
  const stderr = await child.stderr.text();
  expect(await child.exited, stderr).toBe(0);
  const graph = await rerunGraph();
  expect(graph.status).toBe("finished");
  expect(answered(graph)).toBe(CALLS);
  expect(graph.nodes[1]).toMatchObject({ source: "edited", edited: "output" });
  expect(await recordedState()).toBe(before);
});
