import { describe, expect, test } from "vitest";
import { type TreeOptions, renderTree } from "#src/cli/graph/tree.ts";
import { createPaint } from "#src/cli/style.ts";
import { widthOf } from "#src/cli/text.ts";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";
import { NOW, edge, llm, outline, run, tool } from "#test/support/outline.ts";

const plain: TreeOptions = {
  width: 80,
  paint: createPaint(false),
  sessionName: "agent",
  now: NOW,
};

/** The nodes' lines: without the header above and the legend below. */
function draw(
  nodes: readonly NodeSummary[],
  edges: readonly Edge[],
  options: Partial<TreeOptions> = {},
): string {
  const lines = renderTree(outline(nodes, edges), { ...plain, ...options });
  return `\n${lines.slice(lines.indexOf("") + 1, -2).join("\n")}\n`;
}

describe("renderTree()", () => {
  test("says what ran, how it ended and what it took", () => {
    const label = { label: "good one", result: "satisfactory", note: "two\nlines" } as const;
    const lines = renderTree(outline([llm(1)], [], label), plain);
    expect(lines.slice(0, 5)).toEqual([
      "agent  session k3xh2p9fm4wz · run abcdefghjkmn",
      "$ ao record agent.ts --fast 'two words'",
      "✓ finished · 4.20 s · 1 min ago",
      "1 call · 0 edges · 12.4k→840 tokens (8000 cached) · $0.0312",
      '"good one" · satisfactory · note: two lines',
    ]);
  });

  test("says of a re-run where its answers came from, and what was not sent", () => {
    const replay = { run_id: "rother222222", match: { mode: "exact", ignore: [] }, edits: [] };
    const refused = { reason: "not sent, because the run is offline: no recorded answer" };
    const nodes = [
      llm(1, { source: "edited", edited: "output" }),
      llm(2, { source: "cache" }),
      llm(3),
      llm(4, refused),
      llm(5, { ...refused, edited: "input" }),
    ];
    const again = outline(nodes, [], { replay: replay as Run["replay"] });
    expect(renderTree(again, plain)).toContain(
      "1 live · 1 from the cache · 1 edited ✎ · 2 refused",
    );
  });

  test.each([
    ["failed", { exit_code: 3 }, "✗ failed · exit 3 · 4.20 s · 1 min ago"],
    ["failed", { exit_code: null, signal: "SIGKILL" }, "✗ failed · SIGKILL · 4.20 s · 1 min ago"],
    ["interrupted", { exit_code: null, duration_ms: null }, "⊘ interrupted · 1 min ago"],
  ] as const)("a run that has %s says how", (status, fields, line) => {
    expect(renderTree(outline([llm(1)], [], { status, ...fields }), plain)[2]).toBe(line);
  });

  test("an empty run says what to do", () => {
    const lines = renderTree({ run: run(), nodes: [], edges: [] }, plain);
    expect(lines.slice(-2)).toEqual([
      "No LLM or tool call was seen in this run.",
      'If there was one, its service is unknown to ao: "ao config --help" shows how to add it.',
    ]);
  });

  test("a chain is one straight line", () => {
    expect(draw([llm(1), llm(2), llm(3)], [edge(1, 2), edge(2, 3)])).toMatchInlineSnapshot(`
      "
      ●  n1  step 1  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │      Answer of step 1
      ●  n2  step 2  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │      ⟵ n1 (content)  Answer of step 2
      ●  n3  step 3  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
             ⟵ n2 (content)  Answer of step 3
      "
    `);
  });

  test("fan-out and fan-in branch and join", () => {
    const nodes = [1, 2, 3, 4, 5].map((number) => llm(number));
    const edges = [edge(1, 2), edge(1, 3), edge(1, 4), edge(2, 5), edge(3, 5), edge(4, 5)];
    expect(draw(nodes, edges)).toMatchInlineSnapshot(`
      "
      ●      n1  step 1  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │          Answer of step 1
      ├─●    n2  step 2  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │ │        ⟵ n1 (content)  Answer of step 2
      ├─│─●  n3  step 3  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │ │ │      ⟵ n1 (content)  Answer of step 3
      ● │ │  n4  step 4  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │ │ │      ⟵ n1 (content)  Answer of step 4
      ●─┴─╯  n5  step 5  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
                 ⟵ n2–n4 (content)  Answer of step 5
      "
    `);
  });

  test("a tool loop leaves out what the history repeats", () => {
    const nodes = [llm(1), tool(2), tool(3), llm(4), tool(5), llm(6)];
    const edges = [
      edge(1, 2, "transcript"),
      edge(1, 3, "transcript"),
      edge(1, 4, "transcript"),
      edge(2, 4, "transcript", "content"),
      edge(3, 4, "transcript"),
      edge(4, 5, "transcript"),
      ...[1, 2, 3, 4, 5].map((source) => edge(source, 6, "transcript")),
    ];
    expect(draw(nodes, edges)).toMatchInlineSnapshot(`
      "
      ●    n1  step 1       gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │        Answer of step 1
      ├─■  n2  get_weather                       0.42 s           ✓
      │ │      ⟵ n1 (transcript)  {"celsius":21}
      ■ │  n3  get_weather                       0.42 s           ✓
      │ │      ⟵ n1 (transcript)  {"celsius":21}
      ●─╯  n4  step 4       gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │        ⟵ n2 (transcript+content), n3 (transcript) +1  Answer of step 4
      ■    n5  get_weather                       0.42 s           ✓
      │        ⟵ n4 (transcript)  {"celsius":21}
      ●    n6  step 6       gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
               ⟵ n5 (transcript) +4  Answer of step 6
      "
    `);
  });

  test("errors, retries, cached, edited, running and cancelled calls show as such", () => {
    const failure = { message: "Rate limit exceeded", status: 429, code: null };
    const nodes = [
      llm(1, { status: "error", error: failure, tokens: null, cost_usd: null, preview: "" }),
      llm(2, { retry_of: "n1", source: "cache" }),
      llm(3, { source: "edited", edited: "output" }),
      llm(4, { status: "running", duration_ms: null, tokens: null, cost_usd: null, preview: "" }),
      llm(5, { status: "cancelled" }),
      llm(6, { source: "edited", taken_back: "output" }),
    ];
    expect(draw(nodes, [edge(2, 5), edge(2, 3)])).toMatchInlineSnapshot(`
      "
      ●    n1  step 1  gpt-4o-mini          0.42 s           ✗
               429 Rate limit exceeded
      ●    n2  step 2  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │        retry of n1 · cached  Answer of step 2
      ├─●  n3  step 3  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓✎
      │        edited output · ⟵ n2 (content)  Answer of step 3
      │ ●  n4  step 4  gpt-4o-mini                           …
      ●    n5  step 5  gpt-4o-mini  812→14  0.42 s  $0.0001  ⊘
               ⟵ n2 (content)  Answer of step 5
      ●    n6  step 6  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓✎
               edited output, taken back  Answer of step 6
      "
    `);
  });

  test("wide characters keep the columns in line", () => {
    const nodes = [
      llm(1, {
        label: "要約して日本語で答える🎉 とても長いラベルです",
        preview: "出力".repeat(60),
      }),
      llm(2, { label: "short", preview: "👨‍👩‍👧 family" }),
    ];
    const drawn = draw(nodes, [edge(1, 2)]);
    expect(drawn).toMatchInlineSnapshot(`
      "
      ●  n1  要約して日本語で答える🎉 とても…  gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
      │      出力出力出力出力出力出力出力出力出力出力出力出力出力出力出力出力出力出力…
      ●  n2  short                             gpt-4o-mini  812→14  0.42 s  $0.0001  ✓
             ⟵ n1 (content)  👨‍👩‍👧 family
      "
    `);
    for (const line of drawn.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  test("a narrow terminal loses columns, not names", () => {
    const nodes = [llm(1, { label: "a_rather_long_label_for_this" }), tool(2), llm(3)];
    const drawn = draw(nodes, [edge(1, 2), edge(2, 3)], { width: 40 });
    expect(drawn).toMatchInlineSnapshot(`
      "
      ●  n1  a_rather_long_l…  0.42 s  ✓
      │      Answer of step 1
      ■  n2  get_weather       0.42 s  ✓
      │      ⟵ n1 (content)  {"celsius":21}
      ●  n3  step 3            0.42 s  ✓
             ⟵ n2 (content)  Answer of step 3
      "
    `);
    for (const line of drawn.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(40);
  });

  test("200 parallel calls stay within the width, with every node and source named", () => {
    const middle = Array.from({ length: 198 }, (_, index) => index + 2);
    const nodes = [llm(1), ...middle.map((number) => llm(number)), llm(200)];
    const edges = middle.flatMap((number) => [edge(1, number), edge(number, 200)]);
    const lines = draw(nodes, edges).split("\n");
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
    for (const { id } of nodes) {
      expect(lines.filter((line) => line.includes(` ${id} `)).length).toBeGreaterThan(0);
    }
    expect(lines.at(-2)).toContain("⟵ n2–n199 (content)");
  });

  test("a tool call without a clock of its own follows the call it answers", () => {
    const nodes = [tool(1, { at: 0 }), llm(2), llm(3)];
    const drawn = draw(nodes, [edge(2, 1, "transcript"), edge(1, 3, "transcript")]);
    expect(drawn.indexOf("n2  ")).toBeLessThan(drawn.indexOf("n1  "));
  });

  test("edges in a circle still give a tree", () => {
    const drawn = draw([llm(1), llm(2)], [edge(1, 2), edge(2, 1)]);
    expect(drawn).toContain("n1  step 1");
    expect(drawn).toContain("n2  step 2");
  });

  test("text of a model cannot steer the terminal", () => {
    const node = llm(1, { label: "\u001B[31mred", preview: "a\u009B2Jb\u202Ec\r\nd" });
    const drawn = draw([node], []);
    expect(drawn).toContain("␛[31mred");
    expect(drawn).toContain("a2Jbc d");
  });

  test("colours add nothing but colours", () => {
    const nodes = [llm(1), tool(2, { status: "error", error: null }), llm(3)];
    const edges = [edge(1, 2), edge(2, 3)];
    const coloured = draw(nodes, edges, { paint: createPaint(true) });
    expect(coloured).toContain("\u001B[31m■\u001B[39m");
    expect(Bun.stripANSI(coloured)).toBe(draw(nodes, edges));
  });

  test("10,000 calls take less than three seconds", () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => llm(index + 1));
    const edges = nodes
      .slice(5)
      .flatMap((_, index) => [
        edge(index + 5, index + 6, "transcript"),
        edge(index + 1, index + 6, "transcript"),
      ]);
    const started = performance.now();
    draw(nodes, edges);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
