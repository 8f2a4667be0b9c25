// What if a tool of the program's own had answered otherwise, or been asked for something else? With
// every SDK that has tools: nobody intercepts them, they are seen in the messages alone.
import { afterAll, describe, expect, test } from "vitest";
import type { Edit } from "#src/protocol/edit.ts";
import type { Graph, GraphNode } from "#src/protocol/graph.ts";
import { type MockRule, startMockProvider } from "#test/support/mock-provider.ts";
import { Installation } from "#test/support/run-ao.ts";

const programs = new URL("../../fixtures/programs/what-if", import.meta.url).pathname;
const installation = new Installation({ OPENAI_AGENTS_DISABLE_TRACING: "1" });
afterAll(() => installation[Symbol.asyncDispose]());

const RULES: readonly MockRule[] = [
  {
    name: "wish",
    when: /animal of the (taiga|tundra)/,
    reply: ({ match }) => ({ tools: [{ name: "field_guide", arguments: { biome: match[1] } }] }),
  },
  { name: "animal", when: /wolverine, crossbill/, reply: "The sable, says the guide." },
  { name: "animal", when: /great grey owl/, reply: "The owl, says the guide." },
  {
    name: "food",
    when: /eat in winter\? (.+)/s,
    reply: ({ match }) => `<${match[1]}> eats what it finds.`,
  },
  { name: "river", when: /Which river/, reply: "The Lena." },
  { name: "line", when: /has both\. (.+)/s, reply: ({ match }) => `One line of ${match[1]}!` },
];

describe.each([
  "anthropic-tools",
  "anthropic-stream-tools",
  "ai-stream-tools",
  "langgraph",
  "openai-agents",
])("%s", (program) => {
  test("another result of a tool, in re-runs of re-runs too, until it is taken back", async () => {
    const mock = await startMockProvider(RULES);
    await using _ = { [Symbol.asyncDispose]: () => mock.close() };
    const options = { cwd: programs, environment: mock.environment };
    const { report, stdout } = await installation.record([`${program}.ts`], options);
    const session = report.session_id;
    const tool = toolOf(await installation.json<Graph>("graph", session));
    const edit = await installation.ao(["edit", session, tool.id, "--text", "great grey owl"]);
    expect(edit.exitCode, edit.stderr).toBe(0);

    const rerun = async () => {
      const before = mock.calls.length;
      const finished = await installation.rerun([session], options);
      expect(finished.exitCode, finished.stderr).toBe(0);
      return { stdout: finished.stdout, sent: mock.calls.slice(before).map(({ name }) => name) };
    };
    const again = await rerun();
    expect(again.sent).toEqual(["animal", "food", "line"]);
    expect(again.stdout).toContain("<The owl, says the guide.> eats what it finds.");
    const graph = await installation.json<Graph>("graph", session);
    expect(toolOf(graph)).toMatchObject({ edited: "output" });
    const third = await rerun();
    expect(third).toEqual({ stdout: again.stdout, sent: [] });

    const inherited = toolOf(await installation.json<Graph>("graph", session));
    const { edits } = await installation.json<{ edits: Edit[] }>("edit", session);
    expect(edits).toMatchObject([
      { node_id: inherited.id, side: "output", inherited: true, original: tool.output },
    ]);
    const revert = await installation.ao(["edit", session, inherited.id, "--revert"]);
    expect(revert.stderr).toMatch(/^taken back for further re-runs, output of /);
    const takenBack = { ...inherited, edited: null, taken_back: "output" };
    expect(toolOf(await installation.json<Graph>("graph", session))).toEqual(takenBack);
    expect(await rerun()).toEqual({ stdout, sent: [] });
  });

  test("another result holds where the model is asked anew and calls the tool under another id", async () => {
    const mock = await startMockProvider(RULES);
    await using _ = { [Symbol.asyncDispose]: () => mock.close() };
    const options = { cwd: programs, environment: mock.environment };
    const { report } = await installation.record([`${program}.ts`], options);
    const session = report.session_id;
    const graph = await installation.json<Graph>("graph", session);
    const input = JSON.stringify(graph.nodes[0]?.input).replace("taiga", "tundra");
    await installation.ao(["edit", session, "n1", "--input", input]);
    await installation.ao(["edit", session, toolOf(graph).id, "--text", "great grey owl"]);
    const before = mock.calls.length;
    const { stdout } = await installation.rerun([session], options);
    expect(mock.calls.slice(before).map(({ name }) => name)).toEqual([
      "wish",
      "animal",
      "food",
      "line",
    ]);
    expect(stdout).toContain("<The owl, says the guide.> eats what it finds.");
  });

  test("other arguments of a tool are an edit of the answer that asked for it", async () => {
    const mock = await startMockProvider(RULES);
    await using _ = { [Symbol.asyncDispose]: () => mock.close() };
    const options = { cwd: programs, environment: mock.environment };
    const { report } = await installation.record([`${program}.ts`], options);
    const session = report.session_id;
    const { id } = toolOf(await installation.json<Graph>("graph", session));
    const edit = await installation.ao(["edit", session, id, "--set", "biome=steppe"]);
    expect(edit.stderr).toMatch(/^edited, output of n1: /);
    const before = mock.calls.length;
    await installation.rerun([session], options);
    // The guide has the same animals for every biome: what comes after its answer does not change.
    expect(mock.calls.slice(before).map(({ name }) => name)).toEqual(["animal"]);
    const graph = await installation.json<Graph>("graph", session);
    expect(graph.nodes[0]).toMatchObject({ edited: "output", source: "edited" });
    expect(toolOf(graph).input).toEqual({ biome: "steppe" });
  });
});

function toolOf(graph: Graph): GraphNode {
  const tool = graph.nodes.find((node) => node.inferred);
  if (tool === undefined) throw new Error("no tool node");
  return tool;
}
