// Subruns through the executable: a program that holds parts with graphs of their own.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { Graph } from "#src/protocol/graph.ts";
import type { RerunPreview, SessionList } from "#src/protocol/http-api.ts";
import type { RunLog } from "#src/protocol/program-log.ts";
import type { Run } from "#src/protocol/session.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { AO, BUN, Installation, run } from "#test/support/run-ao.ts";

const programs = new URL("../fixtures/programs", import.meta.url).pathname;
const installation = new Installation();
const chat = startChatServer({ delay: () => Math.random() * 20 });
const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await chat[Symbol.asyncDispose]();
});

const graph = (session: string, ...more: string[]) =>
  installation.json<Graph>("graph", session, ...more);
const runsOf = async (session: string) =>
  (await installation.json<{ runs: Run[] }>("runs", session)).runs;
const questions = ({ nodes }: Graph) =>
  nodes.map(({ input }) => (input as { messages: { content: string }[] }).messages.at(-1)?.content);

/** Says something that no other answer does. */
function markOf(prompt: string): string {
  return `The mark of this one is ${Bun.hash(prompt).toString(36)}.`;
}

describe("a program with subruns", () => {
  test("one after the other, ten at once, nested, of one name, throwing, in other processes", async () => {
    const { report, stdout } = await installation.record(["subruns.ts"], options);
    const session = report.session_id;
    expect(stdout.trim().split("\n")).toEqual([
      "[AsyncFunction: subrun] [Function: log]",
      "You said: before all",
      ...Array.from({ length: 10 }, (_, n) => `You said: is it right that You said: question ${n}`),
      "You said: the same",
      "You said: the same",
      "true false",
      "You said: kid",
    ]);
    expect(report).toMatchObject({ exit_code: 0, nodes: 26 });
    expect(questions(await graph(session))).toEqual(["before all"]);
    for (let n = 0; n < 10; n++) {
      expect(questions(await graph(session, "--run", `sample-${n}`))).toEqual([`question ${n}`]);
      const check = await graph(session, "--run", `sample-${n}/check`);
      expect(questions(check)).toEqual([`is it right that You said: question ${n}`]);
    }
    expect(questions(await graph(session, "--run", "same#2"))).toEqual(["the same"]);
    expect(questions(await graph(session, "--run", "child"))).toEqual(["kid"]);
    expect(questions(await graph(session, "--run", "inside"))).toEqual(["from the worker"]);
    const runs = await runsOf(session);
    const byPath = new Map(runs.map((each) => [each.path, each]));
    expect(byPath.get("throws")?.status).toBe("failed");
    expect(byPath.get("same")?.status).toBe("finished");
    expect(byPath.get("sample-4")?.result).toBe("satisfactory");
    expect(byPath.get("sample-5")?.result).toBe("failed");
    expect(byPath.get(null)?.result).toBeNull();
    const log = await installation.json<RunLog>("log", session);
    expect(log.entries.map(({ subrun }) => subrun).sort()).toEqual(
      Array.from({ length: 10 }, (_, n) => `sample-${n}`),
    );
    const { sessions } = await installation.json<SessionList>("sessions");
    expect(sessions.find(({ session_id }) => session_id === session)?.runs).toBe(1);
  });

  test("run again: every call from the cache, and one subrun alone with its edit", async () => {
    const { report } = await installation.record(["subruns.ts"], options);
    const session = report.session_id;
    const asked = chat.requests.length;
    const again = await installation.ao(["rerun", session, "--json"], options);
    expect(chat.requests.length).toBe(asked);
    expect(again.stdout).toContain("is it right that You said: question 9");
    const edited = await installation.ao(
      ["edit", session, "n1", "--run", "sample-3", "--text", "No idea."],
      options,
    );
    expect(edited.exitCode).toBe(0);
    const alone = await installation.ao(["rerun", session, "--run", "sample-3"], options);
    expect(alone.stdout).toContain("is it right that No idea.");
    expect(chat.requests.length).toBe(asked + 1);
    const subruns = (await runsOf(session)).filter(({ path }) => path === "sample-3");
    expect(alone.stderr).toContain(`subrun "sample-3" is ${subruns[2]?.run_id}`);
    expect(subruns[2]?.parent_run_id).toBe(subruns[1]?.run_id);
    expect(subruns[1]?.parent_run_id).toBe(subruns[0]?.run_id);
    expect((await graph(session, "--run", "sample-3")).nodes[0]).toMatchObject({
      source: "edited",
      edited: "output",
    });
  });
});

test("--dry foretells what an edit in a subrun reaches, also outside of it", async () => {
  await using marks = startChatServer({ answer: markOf });
  const markOptions = { cwd: programs, environment: { CHAT_URL: marks.baseUrl } };
  const { report } = await installation.record(["subruns-chain.ts"], markOptions);
  const session = report.session_id;
  await installation.ao(["edit", session, "n1", "--run", "one", "--text", "No mark."]);
  expect((await installation.ao(["edit", session])).stdout).toContain("n1 in one  output\n");
  const wishes = [[session], [session, "--run", "one"]] as const;
  for (const wish of wishes) {
    const dry = await installation.json<RerunPreview>("rerun", ...wish, "--dry");
    expect(dry.calls.map(({ subrun, effect }) => [subrun, effect])).toEqual([
      ["one", "edited-output"],
      [null, "direct"],
    ]);
    expect(dry).toMatchObject({ cached: 2, live: { calls: 1 } });
  }
  const again = await installation.rerun([...wishes[1]], markOptions);
  expect(again.report).toMatchObject({ calls: { cache: 2, edited: 1, live: 1 } });
  // What was answered then is recorded now.
  const dry = await installation.json<RerunPreview>("rerun", session, "--dry");
  expect(dry).toMatchObject({ cached: 3, live: { calls: 0 } });
});

test("kill -9 in the middle: each subrun has its calls and is interrupted", async () => {
  const child = Bun.spawn([AO, "record", "subruns-forever.ts"], {
    cwd: programs,
    env: { ...process.env, ...installation.environment, CHAT_URL: chat.baseUrl },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
  });
  const seen = new Set<string>();
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    for (const line of decoder.decode(chunk).trim().split("\n")) seen.add(line);
    if (["a 3", "b 3", "c 3"].every((line) => seen.has(line))) break;
  }
  child.kill("SIGKILL");
  await child.exited;
  await vi.waitUntil(
    async () => (await runsOf("last")).every(({ status }) => status === "interrupted"),
    { timeout: 10_000, interval: 100 },
  );
  const runs = await runsOf("last");
  expect(runs.map(({ path }) => path).sort()).toEqual(
    ["a", "a/inner", "b", "b/inner", "c", "c/inner", null].sort(),
  );
  for (const name of ["a", "b", "c"]) {
    const inner = await graph("last", "--run", `${name}/inner`);
    const done = inner.nodes.filter(({ status }) => status === "ok").length;
    expect(done).toBeGreaterThanOrEqual(3);
    expect(inner.nodes.length - done).toBeLessThanOrEqual(1);
    expect((await graph("last", "--run", name)).nodes).toEqual([]);
  }
  const session = runs[0]?.session_id ?? "";
  expect((await installation.ao(["rm", "--yes", session])).exitCode).toBe(0);
  expect((await installation.ao(["runs", session])).exitCode).toBe(1);
});

test("a worker that cannot join the run can import the module all the same", async () => {
  const recorded = await installation.record(["subruns-shared.ts"], { cwd: programs });
  expect(recorded.stdout).toBe("exit 0\n");
});

describe('another package named "ao"', () => {
  const program = 'import { who } from "ao"; console.log(who);\n';

  test.each([
    ["installed", "node_modules/ao/package.json", "node_modules/ao/index.js"],
    ["the program's own", "package.json", "index.js"],
  ])("%s is what the program gets", async (_, manifest, entry) => {
    const folder = mkdtempSync(join(tmpdir(), "ao-other-"));
    mkdirSync(join(folder, "node_modules", "ao"), { recursive: true });
    if (manifest === "package.json") rmSync(join(folder, "node_modules"), { recursive: true });
    writeFileSync(join(folder, manifest), '{"name":"ao","exports":"./index.js"}');
    writeFileSync(join(folder, entry), 'exports.who = "another";\n');
    writeFileSync(join(folder, "program.ts"), program);
    const recorded = await installation.ao(["record", "program.ts"], { cwd: folder });
    expect(recorded.stdout).toBe("another\n");
    rmSync(folder, { recursive: true });
  });
});

test("ao types: the same program runs without ao, and under it is recorded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ao-types-"));
  cpSync(join(programs, "subruns-twice.ts"), join(folder, "program.ts"));
  writeFileSync(join(folder, "package.json"), "{}");
  expect((await installation.ao(["types", folder])).exitCode).toBe(0);
  const plain = await run([BUN, "program.ts"], { cwd: folder });
  expect(plain).toMatchObject({ stdout: "one two\n", stderr: "", exitCode: 0 });
  const recorded = await installation.record(["program.ts"], { cwd: folder });
  expect(recorded.stdout).toBe("one two\n");
  const paths = (await runsOf(recorded.report.session_id)).map(({ path }) => path);
  expect(paths.sort()).toEqual(["first", "second", null].sort());
  rmSync(folder, { recursive: true });
});
