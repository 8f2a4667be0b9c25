// `ao rerun` as a person meets it: streams, exit codes, environment, background, stopping and waiting.
import { copyFileSync, mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import type { RerunPreview, RerunStarted, RunList } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { AO, Installation } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const root = new URL("../..", import.meta.url).pathname;
const installation = new Installation();
const project = mkdtempSync(join(tmpdir(), "ao-rerun-"));

beforeAll(() => {
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
});
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  rmSync(project, { recursive: true, force: true });
});

async function runsOf(session: string): Promise<readonly Run[]> {
  return (await installation.json<RunList>("runs", session)).runs;
}

/** A copy of a fixture that a test may take away. */
function copyOf(name: string, as: string): string {
  const path = join(project, as);
  copyFileSync(join(programs, name), path);
  return path;
}

describe("in the foreground", () => {
  const KEY = "sk-recorded-0123456789";

  test("a program that came on standard input has to come again, and only does in the foreground", async () => {
    const program = { stdin: 'console.log("piped");', cwd: project };
    const { report } = await installation.record(["-"], program);
    const session = report.session_id;
    const again = await installation.rerun([session], program);
    expect([again.stdout, again.exitCode]).toEqual(["piped\n", 0]);
    for (const words of [[session], [session, "--detach"]]) {
      const refused = await installation.ao(["rerun", ...words], { cwd: project });
      expect([refused.exitCode, refused.stdout]).toEqual([1, ""]);
      expect(refused.stderr).toContain(
        "ao: cannot run the program again: it came on standard input\n",
      );
    }
    expect(await runsOf(session)).toHaveLength(2);
  });

  test("the recorded command runs again, anywhere, as if it were run itself", async () => {
    await using chat = startChatServer();
    const script = copyOf("keyed-call.ts", "again.ts");
    // As a shell in that directory sets it.
    const environment = { CHAT_URL: chat.baseUrl, OPENAI_API_KEY: KEY, PWD: project };
    const first = await installation.record([script, KEY, "again?"], { cwd: project, environment });
    expect(first.exitCode, first.stderr).toBe(3);
    const again = await installation.rerun([first.report.session_id], { cwd: "/", environment });
    expect(again.stdout).toBe(first.stdout);
    expect(again.exitCode).toBe(3);
    expect(again.report).toMatchObject({
      session_id: first.report.session_id,
      parent_run_id: first.report.run_id,
      exit_code: 3,
      nodes: 1,
      calls: { live: 0, cache: 1, edited: 0, refused: 0 },
    });
    expect(chat.requests).toHaveLength(1);
    const told = await installation.ao(["rerun", "again"], { cwd: "/", environment });
    expect(told.stderr).toBe(
      `ao: re-run of again (${first.report.session_id}): 1 call: 1 from the cache · ao diff ${first.report.session_id}\n`,
    );
    const quiet = await installation.ao(["rerun", "again", "-q"], { cwd: "/", environment });
    expect(quiet.stderr).toBe("");
  });

  test("keys come from the environment of now; a stand-in for a missing one is never sent", async () => {
    await using chat = startChatServer();
    const script = copyOf("keyed-call.ts", "keys.ts");
    const recording = { CHAT_URL: chat.baseUrl, OPENAI_API_KEY: KEY };
    await installation.record([script, KEY], { environment: recording });
    const now = { CHAT_URL: chat.baseUrl, OPENAI_API_KEY: "sk-current-0123456789" };
    const current = await installation.rerun(["keys"], { environment: now });
    expect(JSON.parse(current.stdout.split("\n")[1] ?? "")).toMatchObject({
      key: "sk-current-0123456789",
    });
    const none = { CHAT_URL: chat.baseUrl, OPENAI_API_KEY: undefined };
    const cached = await installation.rerun(["keys"], { environment: none });
    expect(cached.stdout).toContain("ao-placeholder-OPENAI_API_KEY");
    expect(cached.report).toMatchObject({ calls: { cache: 1 } });
    const live = await installation.ao(["rerun", "keys"], {
      environment: { ...none, MORE: "!" },
    });
    expect(live.stderr).toContain("OPENAI_API_KEY is not set");
    expect(chat.requests).toHaveLength(1);
    const runs = await runsOf("keys");
    expect(JSON.stringify(runs)).not.toContain("sk-");
    expect(runs.map(({ command }) => command.args)).toEqual(
      runs.map(() => ["{env:OPENAI_API_KEY}"]),
    );
  });

  test("what is gone cannot run again: the reason, and no run", async () => {
    await using chat = startChatServer();
    const script = copyOf("one-call.ts", "gone.ts");
    const environment = { CHAT_URL: chat.baseUrl };
    await installation.record([script], { environment });
    renameSync(script, `${script}.elsewhere`);
    for (const words of [[], ["--detach"]]) {
      const { exitCode, stdout, stderr } = await installation.ao(["rerun", "gone", ...words]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
      expect(stderr).toMatch(/^ao: cannot run ".*gone\.ts" again: the file is gone\n {2}hint: /);
    }
    expect(await runsOf("gone")).toHaveLength(1);
  });

  test("--dry says what would go out and starts nothing", async () => {
    await using chat = startChatServer();
    const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };
    await installation.record(["--name", "dry", "many-calls.ts", "3"], options);
    const none = await installation.ao(["rerun", "dry", "--dry"]);
    expect(none.stdout).toBe("3 calls from the cache, none goes out\n");
    await installation.ao(["edit", "dry", "n2", "--set", "messages[0].content=other"]);
    const finished = await installation.ao(["rerun", "dry", "--dry", "--json"]);
    const preview = JSON.parse(finished.stdout) as RerunPreview;
    expect(preview.calls).toMatchObject([{ node_id: "n2", effect: "edited-input" }]);
    expect(preview).toMatchObject({ cached: 2, live: { calls: 1 } });
    const offline = await installation.ao(["rerun", "dry", "--dry", "--offline"]);
    expect(offline.stdout).toMatch(/\n2 calls from the cache, 1 refused, none goes out\n$/);
    expect(await runsOf("dry")).toHaveLength(1);
    const again = await installation.rerun(["dry"], options);
    expect(again.report).toMatchObject({ calls: { live: 0, cache: 2, edited: 1 } });
    expect(chat.requests).toHaveLength(4);
  });

  test("what is refused offline, or goes out without the cache, is told as that", async () => {
    await using chat = startChatServer();
    const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };
    await installation.record(["--name", "told", "many-calls.ts", "2"], options);
    await installation.ao(["edit", "told", "n2", "--set", "messages[0].content=other"]);
    const refused = await installation.ao(["rerun", "told", "--offline"], options);
    expect(refused.stderr).toContain("2 calls: 1 from the cache, 1 refused · ");
    const again = await installation.rerun(["told", "--offline"], options);
    expect(again.report).toMatchObject({ calls: { live: 0, cache: 1, edited: 0, refused: 1 } });
    expect(chat.requests).toHaveLength(2);
    const sent = await installation.rerun(["told", "--no-cache", "--no-edits"], options);
    expect(sent.report).toMatchObject({ calls: { live: 2, cache: 0, edited: 0, refused: 0 } });
    const { nodes } = await installation.json<Graph>("graph", "told");
    expect(nodes.map(({ reason }) => reason)).toEqual([
      "the cache was switched off",
      "the cache was switched off",
    ]);
  });
});

describe("in the background", () => {
  test("with the recorded program's environment, which nobody else has", async () => {
    await using chat = startChatServer();
    const environment = { CHAT_URL: chat.baseUrl, OPENAI_API_KEY: "sk-a", EXIT_CODE: "0" };
    const script = join(programs, "keyed-call.ts");
    const recorded = await installation.record(["--name", "behind", script], { environment });
    const { stdout } = await installation.ao(["rerun", "behind", "--detach", "--json"]);
    const started = JSON.parse(stdout) as RerunStarted;
    expect(started.session_id).toBe(recorded.report.session_id);
    const waited = await installation.ao([
      "graph",
      "behind",
      "--wait",
      "--timeout",
      "30",
      "--json",
    ]);
    const graph = JSON.parse(waited.stdout) as Graph;
    expect(graph).toMatchObject({
      run_id: started.run_id,
      parent_run_id: recorded.report.run_id,
      status: "finished",
      nodes: [{ source: "cache" }],
    });
  });

  test("a program that does not start is an error, not a run", async () => {
    await using chat = startChatServer();
    const script = copyOf("one-call.ts", "broken.ts");
    await installation.record([script], { environment: { CHAT_URL: chat.baseUrl } });
    await Bun.write(script, "const broken = (;");
    const { exitCode, stderr } = await installation.ao(["rerun", "broken", "--detach"]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(`ao: cannot run "${script}" again: the program did not start\n`);
    expect(await runsOf("broken")).toHaveLength(1);
  });
});

describe("ends", () => {
  test("ao stop: the program and all it started, though it does not want to; the owner delivers", async () => {
    const recording = Bun.spawn([AO, "record", "--json", join(programs, "stubborn-family.ts")], {
      env: { ...process.env, ...installation.environment },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    const reader = recording.stdout.getReader();
    const { value } = await reader.read();
    const pids = new TextDecoder().decode(value).trim().split(" ").map(Number);
    await expect.poll(() => runsOf("stubborn-family")).toMatchObject([{ status: "running" }]);
    const stop = ["stop", "stubborn-family", "--timeout", "0.2", "--json"];
    const { stdout } = await installation.ao(stop);
    expect(JSON.parse(stdout)).toMatchObject({
      stopped: [{ status: "failed", signal: "SIGKILL", exit_code: null }],
    });
    expect(pids.map((pid) => isProcessAlive(pid))).toEqual([false, false, false]);
    expect(pids).toHaveLength(3);
    await recording.exited;
    expect(recording.signalCode).toBe("SIGKILL");
    const again = await installation.ao(stop);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain("none of its runs is going on");
  });

  test("--timeout stops a recording and a re-run; --wait gives up: exit 124", async () => {
    const script = join(programs, "wait.ts");
    const first = await installation.record(["--timeout", "0.3", script]);
    expect(first.exitCode).toBe(124);
    expect(first.report).toMatchObject({ exit_code: 124, timed_out: true });
    const again = await installation.rerun([first.report.session_id, "--timeout", "0.3"]);
    expect(again.exitCode).toBe(124);
    await installation.ao(["rerun", first.report.session_id, "--detach"]);
    const words = ["graph", first.report.session_id, "--wait", "--timeout", "0.2"];
    const waited = await installation.ao(words);
    expect(waited.exitCode).toBe(124);
    expect(waited.stderr).toMatch(/^ao: cannot wait any longer for run "\w+": it is still running/);
    await installation.ao(["stop", first.report.session_id]);
    const detached = ["rerun", first.report.session_id, "--detach", "--wait", "--timeout", "0.3"];
    const behind = await installation.ao(detached);
    expect(behind.exitCode).toBe(124);
    const runs = await runsOf(first.report.session_id);
    expect(behind.stderr).toBe(`run ${runs.at(-1)?.run_id} was stopped: its time was over\n`);
    expect(runs.map(({ signal }) => signal)).toEqual(["SIGTERM", "SIGTERM", "SIGTERM", "SIGTERM"]);
  });
});
