// Several edits of one run: each holds for its call, also where the edits before it change what that asks.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Edit } from "#src/protocol/edit.ts";
import type { Graph } from "#src/protocol/graph.ts";
import type { RerunPreview } from "#src/protocol/http-api.ts";
import {
  type MockProvider,
  type MockRule,
  startMockProvider,
} from "#test/support/mock-provider.ts";
import { Installation } from "#test/support/run-ao.ts";

const programs = new URL("../../fixtures/programs/what-if", import.meta.url).pathname;
const installation = new Installation();

const RULES: readonly MockRule[] = [
  { name: "animal", when: /animal of the taiga/, reply: "The sable." },
  {
    name: "food",
    when: /eat in (?:winter|summer)\? (.+)/s,
    reply: ({ match }) => `<${match[1]}> eats what it finds.`,
  },
  { name: "river", when: /Which river/, reply: "The Lena." },
  { name: "line", when: /has both\. (.+)/s, reply: ({ match }) => `One line of ${match[1]}!` },
];

let mock: MockProvider;
beforeAll(async () => void (mock = await startMockProvider(RULES)));
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await mock.close();
});

interface Answered {
  readonly sent: readonly string[];
  readonly stdout: string;
  readonly graph: Graph;
}

async function recordFlow(): Promise<string> {
  const options = { cwd: programs, environment: mock.environment };
  const { report } = await installation.record(["openai-chat.ts"], options);
  return report.session_id;
}

async function edit(session: string, ...words: string[]): Promise<void> {
  const finished = await installation.ao(["edit", session, ...words]);
  expect(finished.exitCode, finished.stderr).toBe(0);
}

async function rerun(session: string): Promise<Answered> {
  const before = mock.calls.length;
  const options = { cwd: programs, environment: mock.environment };
  const { exitCode, stderr, stdout } = await installation.rerun([session], options);
  expect(exitCode, stderr).toBe(0);
  const graph = await installation.json<Graph>("graph", session);
  return { sent: mock.calls.slice(before).map(({ name }) => name), stdout, graph };
}

async function dry(session: string): Promise<string[]> {
  const { calls } = await installation.json<RerunPreview>("rerun", session, "--dry");
  return calls.map(({ node_id: id, effect }) => `${id} ${effect}`);
}

test("an edited answer is given though an edit before it changes the question", async () => {
  const session = await recordFlow();
  await edit(session, "n1", "--text", "The marten.");
  await edit(session, "n2", "--text", "It eats voles.");
  expect(await dry(session)).toEqual(["n1 edited-output", "n2 edited-output", "n4 direct"]);
  const first = await rerun(session);
  expect(first.sent).toEqual(["line"]);
  expect(first.stdout).toContain("It eats voles.");
  const [, second] = first.graph.nodes;
  expect(JSON.stringify(second?.input)).toContain("The marten.");
  expect(second).toMatchObject({ source: "edited", edited: "output" });
  expect(second?.reason).toMatch(
    /^edited output of n2 of run \w+, which was asked something else here$/,
  );

  const again = await rerun(session);
  expect(again).toMatchObject({ sent: [], stdout: first.stdout });
  // What the run was made with reaches nothing anew.
  expect(await dry(session)).toEqual(["n1 edited-output", "n2 edited-output"]);
  const { edits } = await installation.json<{ edits: Edit[] }>("edit", session);
  expect(edits.map((each) => [each.node_id, each.side, each.inherited])).toEqual([
    ["n1", "output", true],
    ["n2", "output", true],
  ]);
  // Nobody has answered what it asks now: the answer to the first question is none to this one.
  await edit(session, "n2", "--revert");
  const shown = await installation.ao(["node", session, "n2"]);
  expect(shown.stdout).toMatch(/edited +output, taken back for further re-runs\n/);
  expect(shown.stdout).toMatch(/\nOutput\n +assistant +It eats voles\.\n/);
  expect((await installation.ao(["node", session, "n2", "--original"])).stdout).toContain("<The ");
  const restored = await rerun(session);
  expect(restored.sent).toEqual(["food", "line"]);
  expect(restored.stdout).toContain("<The marten.> eats what it finds.");
});

test("an edited question is asked though an edit before it changes the one it replaces", async () => {
  const session = await recordFlow();
  await edit(session, "n1", "--text", "The marten.");
  const question = "What does this animal eat in summer? The fox.";
  await edit(session, "n2", "--set", `messages[0].content=${question}`);
  expect(await dry(session)).toEqual(["n1 edited-output", "n2 edited-input", "n4 dependent"]);
  const first = await rerun(session);
  expect(first.sent).toEqual(["food", "line"]);
  expect(first.stdout).toContain("<The fox.> eats what it finds.");
  expect(first.graph.nodes[1]).toMatchObject({ source: "live", edited: "input" });
  expect(await rerun(session)).toMatchObject({ sent: [], stdout: first.stdout });
});

test("what an earlier re-run answered to the changed question does not stand before the edit", async () => {
  const session = await recordFlow();
  await edit(session, "n1", "--text", "The marten.");
  expect((await rerun(session)).sent).toEqual(["food", "line"]);
  await edit(session, "n2", "--run", "1", "--text", "It eats voles.");
  const options = { cwd: programs, environment: mock.environment };
  const { stdout } = await installation.rerun([session, "--run", "1"], options);
  expect(stdout).toContain("It eats voles.");
});
