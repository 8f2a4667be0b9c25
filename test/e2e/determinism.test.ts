// A program whose prompts hold times and random numbers runs again without a call that goes out.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import type { RunList } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { type ChatServer, startChatServer } from "#test/support/chat-server.ts";
import { AO, Installation } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const installation = new Installation();
let chat: ChatServer;

beforeEach(() => {
  let answers = 0;
  chat = startChatServer({ answer: () => `answer ${++answers}` });
});
afterEach(async () => {
  await chat[Symbol.asyncDispose]();
});
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
});

const ASK = [
  "const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-test' };",
  "async function ask(content: string): Promise<void> {",
  "  const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }] });",
  "  const url = `${process.env['CHAT_URL']}/chat/completions`;",
  "  await (await fetch(url, { method: 'POST', headers, body })).text();",
  "}",
];
/** What such a program goes on with: calls with random numbers in their prompts. */
const ASKING = ["one", "two", "three"].map((name) => `await ask(\`${name} \${Math.random()}\`);`);

const options = () => ({ cwd: programs, environment: { CHAT_URL: chat.baseUrl } });

async function newestRun(session: string): Promise<Run | undefined> {
  const { runs } = await installation.json<RunList>("runs", session);
  return runs.toSorted((a, b) => (a.started_at < b.started_at ? 1 : -1))[0];
}

describe("times and random numbers of a re-run", () => {
  test("are those of the recorded run, in every process of it, and so in a re-run of the re-run", async () => {
    const first = await installation.record(["every-source.ts"], options());
    expect(first.exitCode, first.stderr).toBe(0);
    const calls = chat.requests.length;
    expect(calls).toBe(3 + 12 + 3 + 3);
    // Two levels of it, and once as a run inside the session.
    for (const again of [
      () => installation.rerun([first.report.session_id], options()),
      () => installation.rerun([first.report.session_id], options()),
      () => installation.record(["--session", "last", "every-source.ts"], options()),
    ]) {
      const { stdout, report } = await again();
      expect(stdout).toBe(first.stdout);
      expect(report).toMatchObject({ nodes: calls });
    }
    expect(chat.requests).toHaveLength(calls);
    // Without a seed of the user's there is none to be seen.
    expect(first.stdout).toContain("\nundefined 20");
  });

  test.each([
    ["--seed", ["--seed", "another"], "another"],
    ["--clock real", ["--clock", "real"], undefined],
    ["--random real", ["--random", "real"], undefined],
  ])("are others with %s", async (_, words, seed) => {
    const first = await installation.record(["every-source.ts"], options());
    const calls = chat.requests.length;
    const again = await installation.rerun([first.report.session_id, ...words], options());
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.report).toMatchObject({ calls: { cache: 0, live: calls } });
    expect(again.stdout).toContain(`\n${seed} 20`);
    // Which are then those of its own re-runs.
    if (words[1] === "real") return;
    const third = await installation.rerun([first.report.session_id], options());
    expect(third.stdout).toBe(again.stdout);
    expect(third.report).toMatchObject({ calls: { live: 0 } });
  });

  test.each([
    ["the time is asked first", ["const started = Date.now();", ...ASKING], [3, 0]],
    ["a call comes between", [ASKING[0], 'await ask("unrelated");', ...ASKING.slice(1)], [3, 1]],
    ["a number comes between", [ASKING[0], "Math.random();", ...ASKING.slice(1)], [3, 0]],
    ["a call with a number is first", ["await ask(crypto.randomUUID());", ...ASKING], [3, 1]],
    ["the first call is taken out", ASKING.slice(1), [2, 0]],
    ["the first prompt is changed", [ASKING[0]?.replace("one", "1"), ...ASKING.slice(1)], [2, 1]],
  ])("are the recorded ones where %s in the program", async (_, lines, [cache, live]) => {
    const file = join(mkdtempSync(join(tmpdir(), "ao-edited-")), "program.ts");
    writeFileSync(file, [...ASK, ...ASKING].join("\n"));
    const { report } = await installation.record([file], options());
    writeFileSync(file, [...ASK, ...lines].join("\n"));
    const again = await installation.rerun([report.session_id], options());
    expect(again.report).toMatchObject({ calls: { cache, live } });
    const third = await installation.rerun([report.session_id], options());
    expect(third.report).toMatchObject({ calls: { live: 0 } });
  });

  test("are there although the recording was killed", async () => {
    const child = Bun.spawn([AO, "record", "every-source.ts"], {
      cwd: programs,
      env: { ...process.env, ...installation.environment, CHAT_URL: chat.baseUrl },
      stdout: "pipe",
      stderr: "ignore",
    });
    const reader = child.stdout.getReader();
    let said = "";
    while (said.split("\n").length < 4) {
      const { value, done } = await reader.read();
      if (done) throw new Error("it ended too soon");
      said += new TextDecoder().decode(value);
    }
    child.kill("SIGKILL");
    await child.exited;
    // The server notices within seconds that nobody delivers.
    await expect
      .poll(async () => (await newestRun("last"))?.status, { timeout: 20_000, interval: 100 })
      .toBe("interrupted");
    const recorded = (await newestRun("last"))?.run_id;
    const again = await installation.rerun(["last"], options());
    expect(again.stdout.startsWith("answer 1\nanswer 2\nanswer 3\n")).toBe(true);
    expect(again.report).toMatchObject({ parent_run_id: recorded });
    const graph = await installation.json<Graph>("graph", "last");
    const sources = graph.nodes.slice(0, 3).map(({ source }) => source);
    expect(sources).toEqual(["cache", "cache", "cache"]);
  }, 60_000);

  test("are left alone by settings, and an option says otherwise", async () => {
    for (const name of ["clock", "random"]) await installation.ao(["config", "set", name, "real"]);
    const real = await installation.record(["one-call.ts"], options());
    expect(await newestRun(real.report.session_id)).toMatchObject({ seed: null });
    const words = ["--random", "seeded", "one-call.ts"];
    const seeded = await installation.record(words, options());
    expect((await newestRun(seeded.report.session_id))?.seed).toMatch(/^[\da-f]{64}$/);
    for (const name of ["clock", "random"]) await installation.ao(["config", "unset", name]);
  });

  test.each([
    [["record", "--clock", "slow", "one-call.ts"], '"slow" for --clock'],
    [["record", "--seed", "1", "--random", "real", "one-call.ts"], "--seed with --random real"],
    [["config", "set", "clock", "slow"], 'cannot set clock to "slow"'],
  ])("are refused in words: ao %j", async (words, why) => {
    const { exitCode, stderr } = await installation.ao(words, options());
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(why);
  });
});
