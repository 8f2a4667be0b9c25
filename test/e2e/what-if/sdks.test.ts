// What re-running is for, with every SDK: nothing changed costs nothing; a change costs the calls it
// reaches. Every answer of the mock follows from its question, every id in it is new.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Graph, GraphNode } from "#src/protocol/graph.ts";
import {
  type MockProvider,
  type MockRule,
  startMockProvider,
} from "#test/support/mock-provider.ts";
import { Installation } from "#test/support/run-ao.ts";

const programs = new URL("../../fixtures/programs/what-if", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "ao-what-if-"));
const installation = new Installation({ OPENAI_AGENTS_DISABLE_TRACING: "1" });

const FIRST = "Name one animal of the taiga.";

const RULES: readonly MockRule[] = [
  { name: "animal", when: /animal of the taiga/, reply: "The sable." },
  { name: "animal", when: /animal of the tundra/, reply: "The lemming." },
  { name: "animal", when: /wolverine, crossbill/, reply: "The sable, says the guide." },
  {
    name: "food",
    when: /eat in winter\? (.+)/s,
    reply: ({ match }) => `<${match[1]}> eats what it finds.`,
  },
  { name: "river", when: /Which river/, reply: "The Lena." },
  { name: "line", when: /has both\. (.+)/s, reply: ({ match }) => `One line of ${match[1]}!` },
];
/** For programs with a tool: the first question is answered only after it was called. */
const TOOL_RULES: readonly MockRule[] = [
  {
    name: "wish",
    when: /animal of the (taiga|tundra)/,
    reply: ({ match }) => ({ tools: [{ name: "field_guide", arguments: { biome: match[1] } }] }),
  },
  ...RULES.slice(2),
];

interface Case {
  readonly program: string;
  readonly tools?: true;
}

const CASES: readonly Case[] = [
  { program: "openai-chat" },
  { program: "openai-chat-stream" },
  { program: "openai-responses" },
  { program: "openai-responses-stream" },
  { program: "anthropic-tools", tools: true },
  { program: "anthropic-stream-tools", tools: true },
  { program: "google-genai" },
  { program: "google-genai-stream" },
  { program: "ai-stream-tools", tools: true },
  { program: "langgraph", tools: true },
  { program: "openai-agents", tools: true },
];

afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  rmSync(scratch, { recursive: true, force: true });
});

describe.each(CASES)("$program", ({ program, tools }) => {
  test("an unedited re-run makes no call and writes the same", async () => {
    await using recorded = await record(program, tools);
    const again = await recorded.rerun();
    expect(again.sent).toEqual([]);
    expect(again.stdout).toBe(recorded.stdout);
    expect(again.graph.parent_run_id).toBe(recorded.graph.run_id);
    expect(calls(again.graph).map(({ source }) => source)).toEqual(
      calls(recorded.graph).map(() => "cache"),
    );
  });

  test("an edited output reaches the calls that depend on it, and no other", async () => {
    await using recorded = await record(program, tools);
    const answer = call(recorded.graph, tools ? 1 : 0);
    await recorded.edit(answer.id, "--text", "The great grey owl.");
    const again = await recorded.rerun();
    expect(again.sent).toEqual(["food", "line"]);
    expect(again.stdout).toContain("<The great grey owl.> eats what it finds.");
    expect(calls(again.graph).map(({ source }) => source)).toEqual(
      tools ? ["cache", "edited", "live", "cache", "live"] : ["edited", "live", "cache", "live"],
    );
    // What was edited stays so: run again, it costs nothing.
    const third = await recorded.rerun();
    expect(third.sent).toEqual([]);
    expect(third.stdout).toBe(again.stdout);
  });

  test("an edited input is sent, and the calls that depend on its answer", async () => {
    await using recorded = await record(program, tools);
    const question = call(recorded.graph, 0);
    const file = join(scratch, `${program}.json`);
    const edited = JSON.stringify(question.input).replace(FIRST, "Name one animal of the tundra.");
    writeFileSync(file, edited);
    await recorded.edit(question.id, "--input", `@${file}`);
    const again = await recorded.rerun();
    // With the tool, the arguments are others and the answer is the same: what follows does not change.
    expect(again.sent).toEqual(tools ? ["wish", "animal"] : ["animal", "food", "line"]);
    expect(calls(again.graph)[0]).toMatchObject({ source: "live", edited: "input" });
  });
});

interface Recorded extends AsyncDisposable {
  readonly stdout: string;
  readonly graph: Graph;
  edit(node: string, ...words: string[]): Promise<void>;
  rerun(): Promise<{ readonly stdout: string; readonly graph: Graph; readonly sent: string[] }>;
}

async function record(program: string, tools: true | undefined): Promise<Recorded> {
  const mock = await startMockProvider(tools ? TOOL_RULES : RULES);
  const options = { cwd: programs, environment: mock.environment };
  const { report, stdout, exitCode, stderr } = await installation.record(
    [`${program}.ts`],
    options,
  );
  expect(exitCode, stderr).toBe(0);
  const session = report.session_id;
  return {
    stdout,
    graph: await installation.json<Graph>("graph", session),
    async edit(node, ...words) {
      const done = await installation.ao(["edit", session, node, ...words]);
      expect(done.exitCode, done.stderr).toBe(0);
    },
    rerun: () => rerun(session, mock, options),
    [Symbol.asyncDispose]: () => mock.close(),
  };
}

async function rerun(
  session: string,
  mock: MockProvider,
  options: Parameters<Installation["record"]>[1],
): ReturnType<Recorded["rerun"]> {
  const before = mock.calls.length;
  const done = await installation.rerun([session], options);
  expect(done.exitCode, done.stderr).toBe(0);
  expect(mock.unmatched).toEqual([]);
  const graph = await installation.json<Graph>("graph", session);
  expect(graph.run_id).toBe(done.report.run_id);
  return { stdout: done.stdout, graph, sent: mock.calls.slice(before).map(({ name }) => name) };
}

/** The calls that went over the wire, in order. */
function calls(graph: Graph): GraphNode[] {
  return graph.nodes.filter(({ inferred }) => !inferred);
}

function call(graph: Graph, index: number): GraphNode {
  const found = calls(graph)[index];
  if (found === undefined) throw new Error(`only ${calls(graph).length} calls were recorded`);
  return found;
}
