// What a re-run tells: why a call went out, what differs from the run before, what the program wrote.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunDiff } from "#src/protocol/diff.ts";
import type { Graph } from "#src/protocol/graph.ts";
import type { RunOutput } from "#src/protocol/program-output.ts";
import { startChatServer } from "#test/support/chat-server.ts";
import { type Finished, Installation, type Reported } from "#test/support/run-ao.ts";

const programs = new URL("../../fixtures/programs/what-if", import.meta.url).pathname;
const installation = new Installation();
const EDITED = "Walk along the river, then the aquarium, and pastries at sunset for everybody.";

let jokes = 0;
const chat = startChatServer({
  answer: (prompt) => (prompt === "Tell a joke" ? `joke ${(jokes += 1)}` : `You said: ${prompt}`),
});
const options = { cwd: programs, environment: { CHAT_URL: chat.baseUrl } };
const ao = (...words: string[]): Promise<Finished> => installation.ao(words, options);
let first: Reported;
let second: Reported;

beforeAll(async () => {
  first = await installation.record(["--name", "writer", "writer.ts"], options);
  expect(first.exitCode, first.stderr).toBe(0);
  await ao("edit", "writer", "n1", "--text", EDITED);
  second = await installation.rerun(["writer"], options);
});
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await chat[Symbol.asyncDispose]();
});

test("a call that went out names the nearest recorded one, the difference, and the edit behind it", async () => {
  const { nodes } = await installation.json<Graph>("graph", "writer");
  expect(nodes.map(({ source }) => source)).toEqual(["edited", "live", "cache"]);
  expect(nodes[1]?.miss).toMatchObject({
    nearest: { run_id: first.report.run_id, node_id: "n2" },
    path: "messages[0].content",
    new: expect.stringMatching(/^Write this as a letter: Walk along/),
  });
  const { stdout } = await ao("node", "writer", "n2");
  expect(stdout.replaceAll(/\s+/g, " ")).toMatch(
    /no recorded answer: differs from n2 of run \w+ at messages\[0\]\.content: ".*" → ".*", because n1 was edited/,
  );
  expect((await ao("graph", "writer")).stdout).toContain("1 live · 1 from the cache · 1 edited ✎");
});

test("what the program wrote is kept word for word, children's inherited output too", async () => {
  expect((await ao("output", "writer", "--run", "1")).stdout).toBe(first.stdout);
  expect((await ao("output", "writer")).stdout).toBe(second.stdout);
  expect(first.stdout).toContain("from a child\n");
  expect(first.stdout).not.toContain("for the parent alone");
  expect((await ao("output", "writer", "--stderr")).stdout).toBe("done\n");
  const { parts } = await installation.json<RunOutput>("output", "writer");
  expect(parts.find(({ text }) => text === "from a child\n")?.process).toBe("0.1");
});

test("the newest run is compared with the one it came from", async () => {
  const diff = await installation.json<RunDiff>("diff", "writer");
  expect([diff.a.run_id, diff.b.run_id]).toEqual([first.report.run_id, second.report.run_id]);
  expect(diff.calls.map(({ state }) => state)).toEqual(["changed", "changed", "same"]);
  expect(diff.program_output.stdout).toHaveLength(2);
  const { stdout } = await ao("diff", "writer", "1", "2", "--only-differences");
  expect(stdout).toMatch(/^- a {2}\w+ · finished/);
  expect(stdout).toMatch(/~ n1 .*edited output/);
  expect(stdout).not.toContain("Tell a joke  cached");
  expect(stdout).toContain("1 same · 2 changed");
});

test("a control is asked for, runs live, and tells the edit's changes from the model's", async () => {
  const asked = await ao("diff", "writer", "--control");
  expect(asked.exitCode).toBe(2);
  expect(asked.stderr).toMatch(/^ao: cannot ask whether to run \w+ again, live: 3 calls/);
  const live = await installation.rerun(["writer", "--run", "1", "--no-cache"], options);
  expect(live.exitCode, live.stderr).toBe(0);
  const { stdout } = await ao("diff", "writer", "1", "3", "--control", "--yes", "--json");
  const diff = JSON.parse(stdout) as RunDiff;
  expect(diff.calls.map(({ cause }) => cause)).toEqual(["edit", "edit", "variation"]);
  expect(diff.control).toMatchObject({ label: "control", parent_run_id: first.report.run_id });
  // A control is not what the next comparison is about.
  const next = await installation.json<RunDiff>("diff", "writer");
  expect(next.b.run_id).toBe(live.report.run_id);
});

test.each([
  [["diff", "writer", "9"], 1, /cannot find run "9" of "writer"/],
  [["diff", "writer", "1", "--context", "few"], 2, /cannot use "few" for --context/],
  [["output", "writer", "--json", "--stderr"], 2, /cannot use --json with --stderr/],
])("wrong use is told: %j", async (words, exitCode, message) => {
  const finished = await ao(...words);
  expect(finished.exitCode).toBe(exitCode);
  expect(finished.stderr).toMatch(message);
});
