import { expect, test } from "vitest";
import type { Edge, GraphNode } from "#src/protocol/graph.ts";
import { parseEdges } from "./edge-notation.ts";
import { judge } from "./judge.ts";

const NAMES = ["plan", "item-1", "item-2", "answer", "tool:search(a.b)"];

test.each([
  ["plan -> answer", [[["plan", "answer"]]]],
  [
    "plan -> item-* -> answer",
    [[["plan", "item-1"]], [["plan", "item-2"]], [["item-1", "answer"]], [["item-2", "answer"]]],
  ],
  [
    "plan -> item-1 | item-2",
    [
      [
        ["plan", "item-1"],
        ["plan", "item-2"],
      ],
    ],
  ],
  ["plan -> tool:search(a.b)", [[["plan", "tool:search(a.b)"]]]],
])("%s stands for the edges it says", (notation, expected) => {
  expect(parseEdges(notation, NAMES)).toEqual({ expected, tolerated: [] });
});

test("an edge with a question mark is tolerated, not expected", () => {
  expect(parseEdges("? plan -> answer", NAMES)).toEqual({
    expected: [],
    tolerated: [["plan", "answer"]],
  });
});

test("a name that stands for no node is a mistake in the case", () => {
  expect(() => parseEdges("plan -> nobody", NAMES)).toThrow('"nobody" names no node');
});

const rules = ["first", "second", "third"].map((name) => ({ name, when: /./, reply: "" }));
const calls = rules.map(({ name }) => ({
  name,
  path: "/v1/chat/completions",
  request: { prompt: name },
  reply: { text: `text of ${name}` },
}));
const nodes = calls.map(
  ({ name, request, reply }): GraphNode =>
    ({
      id: name,
      kind: "llm",
      label: name,
      status: "ok",
      started_at: name,
      input: request,
      output: reply,
    }) as GraphNode,
);
const edge = (source: string, target: string, inputEnd = 3): Edge => ({
  source,
  target,
  evidence: [
    {
      kind: "content",
      input_path: "prompt",
      input_span: [0, inputEnd],
      output_path: "text",
      output_span: [0, 3],
    },
  ],
});

function verdictOf(edges: readonly Edge[], recordedNodes: readonly GraphNode[] = nodes) {
  const graph = { nodes: [...recordedNodes], edges: [...edges] };
  const corpusCase = { sdk: "x", flows: [], edges: "first -> second", rules };
  return judge("program", corpusCase, { graph: graph as never, calls, plainCalls: calls });
}

test("the judge counts the right edge", () => {
  expect(verdictOf([edge("first", "second")])).toMatchObject({
    correct: 1,
    missing: [],
    wrong: [],
    problems: [],
  });
});

test("the judge sees a missed edge and a false one", () => {
  expect(verdictOf([edge("first", "third")])).toMatchObject({
    correct: 0,
    missing: ["first -> second"],
    wrong: ["first -> third"],
  });
});

test("the judge sees evidence that quotes nothing, a missing node and one too many", () => {
  const other = { ...nodes[2], id: "other", input: {}, label: "stray" } as GraphNode;
  const { problems } = verdictOf([edge("first", "second", 99)], [...nodes.slice(0, 2), other]);
  expect(problems).toEqual([
    "no node for third",
    "a node too many: <llm stray>",
    expect.stringContaining("evidence without its text"),
  ]);
});

test("the judge sees a call with the wrong status", () => {
  const broken = nodes.map((node, index) =>
    index === 2 ? { ...node, status: "cancelled" as const } : node,
  );
  expect(verdictOf([edge("first", "second")], broken).problems).toEqual([
    "third is cancelled, should be ok",
  ]);
});
