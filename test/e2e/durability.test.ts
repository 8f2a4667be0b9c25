// Nothing is lost: processes are killed with SIGKILL in the middle, and every completed call is
// there afterwards.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import type { SessionList } from "#src/protocol/http-api.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { AO, Installation, type Report } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
let installation = new Installation();
afterEach(async () => {
  await installation[Symbol.asyncDispose]();
  installation = new Installation();
});

interface Recording {
  readonly child: Bun.Subprocess<"ignore", "pipe", "pipe">;
  /** Resolves when the program has printed this many lines. */
  readonly lines: (count: number) => Promise<number>;
}

function startRecording(words: readonly string[], chatUrl: string): Recording {
  const child = Bun.spawn([AO, "record", "--json", ...words], {
    cwd: programs,
    env: { ...process.env, ...installation.environment, CHAT_URL: chatUrl },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const reader = child.stdout.getReader();
  let seen = 0;
  const lines = async (count: number): Promise<number> => {
    while (seen < count) {
      const { done, value } = await reader.read();
      if (done) break;
      seen += new TextDecoder().decode(value).split("\n").length - 1;
    }
    return seen;
  };
  return { child, lines };
}

async function serverPid(): Promise<number> {
  const file = Bun.file(`${installation.environment["AO_HOME"]}/server.json`);
  return ((await file.json()) as { pid: number }).pid;
}

async function completedCalls(reference = "last"): Promise<Graph> {
  return installation.json<Graph>("graph", reference);
}

describe("kill -9", () => {
  test("of the server in the middle of a run: the run goes on, nothing is missing", async () => {
    await using chat = startChatServer({ delay: 20 });
    await installation.ao(["server", "start"]);
    const recording = startRecording(["many-calls.ts", "40"], chat.baseUrl);
    await recording.lines(10);
    process.kill(await serverPid(), "SIGKILL");
    const stderr = await recording.child.stderr.text();
    const report = JSON.parse(stderr.trim().split("\n").at(-1) ?? "") as Report;
    expect(await recording.child.exited).toBe(0);
    expect(report.nodes).toBe(40);
    const graph = await completedCalls(report.session_id);
    expect(graph.nodes.filter((node) => node.status === "ok")).toHaveLength(40);
    expect(graph.status).toBe("finished");
  });

  test("of ao record (and so the program): every call that completed is there, the run interrupted", async () => {
    await using chat = startChatServer({ delay: 10 });
    const recording = startRecording(["many-calls.ts", "100000"], chat.baseUrl);
    const seen = await recording.lines(25);
    recording.child.kill("SIGKILL");
    await recording.child.exited;
    const graph = await settled(async () => {
      const now = await completedCalls();
      return now.status === "interrupted" ? now : null;
    });
    const completed = graph.nodes.filter((node) => node.status === "ok").length;
    expect(completed).toBeGreaterThanOrEqual(seen);
    expect(chat.requests.length - completed).toBeLessThanOrEqual(1);
  });

  test("of the server and the program together", async () => {
    await using chat = startChatServer({ delay: 10 });
    await installation.ao(["server", "start"]);
    const recording = startRecording(["many-calls.ts", "100000"], chat.baseUrl);
    const seen = await recording.lines(25);
    process.kill(await serverPid(), "SIGKILL");
    recording.child.kill("SIGKILL");
    await recording.child.exited;
    const graph = await settled(async () => {
      const { sessions } = await installation.json<SessionList>("sessions");
      if (sessions.length === 0) return null;
      const now = await completedCalls();
      return now.status === "interrupted" ? now : null;
    });
    expect(graph.nodes.filter((node) => node.status === "ok").length).toBeGreaterThanOrEqual(seen);
  });

  test("of both, then a look at once: the first command finds it all", async () => {
    await using chat = startChatServer({ delay: 10 });
    await installation.ao(["server", "start"]);
    const recording = startRecording(["many-calls.ts", "100000"], chat.baseUrl);
    const seen = await recording.lines(10);
    process.kill(await serverPid(), "SIGKILL");
    recording.child.kill("SIGKILL");
    await recording.child.exited;
    const graph = await completedCalls();
    expect(graph.status).toBe("interrupted");
    expect(graph.nodes.filter((node) => node.status === "ok").length).toBeGreaterThanOrEqual(seen);
  });

  test("of the program in the middle of a stream: what came of it is there", async () => {
    await using chat = startChatServer({ pause: 100 });
    const recording = startRecording(["stream-call.ts"], chat.baseUrl);
    await recording.lines(4);
    recording.child.kill("SIGKILL");
    await recording.child.exited;
    const graph = await settled(async () => {
      const now = await completedCalls();
      return now.status === "interrupted" ? now : null;
    });
    expect(graph.nodes[0]?.status).toBe("cancelled");
    expect(JSON.stringify(graph.nodes[0]?.output)).toContain("You said:");
  });
});

describe("a home that fails in the middle of a run", () => {
  test("deleted: the program goes on as if nothing were, and ao says so in one line", async () => {
    await using chat = startChatServer({ delay: 20 });
    await installation.ao(["server", "start"]);
    const recording = startRecording(["many-calls.ts", "30"], chat.baseUrl);
    await recording.lines(5);
    rmSync(installation.environment["AO_HOME"] ?? "", { recursive: true, force: true });
    const stderr = await recording.child.stderr.text();
    expect(await recording.child.exited).toBe(0);
    expect(await recording.lines(30)).toBe(30);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(stderr)).toMatchObject({ exit_code: 0, nodes: null });
  });

  test("full: the program goes on, and ao says that something is missing", async () => {
    await using chat = startChatServer();
    const directory = mkdtempSync(join(tmpdir(), "ao-full-"));
    const mounted = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", directory]);
    // Only root can make a disk that is full; the spool's own tests cover the rest.
    if (mounted.exitCode !== 0) return;
    try {
      const finished = await installation.ao(["record", "large-prompts.ts", "40", "200000"], {
        cwd: programs,
        environment: { CHAT_URL: chat.baseUrl, AO_HOME: join(directory, "ao") },
      });
      expect(finished.stdout).toBe("40\n");
      expect(finished.exitCode).toBe(0);
      expect(finished.stderr).toMatch(/^ao: not all of .* is recorded: /);
    } finally {
      await installation.ao(["server", "stop"], {
        environment: { AO_HOME: join(directory, "ao") },
      });
      Bun.spawnSync(["umount", "-l", directory]);
    }
  });

  test("a server that cannot start holds the prompt up for a moment only", async () => {
    await using chat = startChatServer();
    const home = installation.environment["AO_HOME"] ?? "";
    mkdirSync(join(home, "db"), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, "db", "ao.sqlite"), "this is no database, and it stays as it is");
    const started = performance.now();
    const finished = await installation.ao(["record", "many-calls.ts", "3"], {
      cwd: programs,
      environment: { CHAT_URL: chat.baseUrl },
    });
    expect(finished.stdout).toBe("0\n1\n2\n");
    expect(finished.exitCode).toBe(0);
    expect(finished.stderr).toMatch(/kept for later: .*database/);
    expect(performance.now() - started).toBeLessThan(9000);
  });
});

describe("starting together", () => {
  test("twenty at once: one server, twenty sessions, none mixed up", async () => {
    await using chat = startChatServer();
    const reports = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        installation.record([`${programs}/one-call.ts`, `from number ${index}`], {
          environment: { CHAT_URL: chat.baseUrl },
        }),
      ),
    );
    expect(reports.map(({ exitCode, report }) => [exitCode, report.nodes])).toEqual(
      Array.from({ length: 20 }, () => [0, 1]),
    );
    const { sessions } = await installation.json<SessionList>("sessions");
    expect(sessions).toHaveLength(20);
    const texts = await Promise.all(
      reports.map(async ({ report }) => {
        const graph = await completedCalls(report.session_id);
        const input = graph.nodes[0]?.input as { messages: { content: string }[] } | undefined;
        return input?.messages[0]?.content;
      }),
    );
    expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => `from number ${index}`));
    const servers = Bun.spawnSync(["sh", "-c", `ps -eo args | grep -c "[s]erver run"`]);
    expect(Number(servers.stdout.toString())).toBeGreaterThanOrEqual(1);
  });
});

async function settled<T>(look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error("not settled in 15 s");
    await Bun.sleep(100);
  }
}
