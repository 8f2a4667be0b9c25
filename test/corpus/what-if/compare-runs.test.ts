import { describe, expect, test } from "vitest";
import type { Edge, Graph, GraphNode } from "#src/protocol/graph.ts";
import { brokenPromises, differences, fatesOf } from "./compare-runs.ts";

type Fields = Partial<GraphNode>;

function node(id: string, prompt: string, fields: Fields = {}): GraphNode {
  const live = { source: "live", edited: null, served_from: null, retry_of: null } as const;
  const known = { kind: "llm", provider: "openai", label: prompt, status: "ok" } as const;
  const bodies = { input: { prompt }, output: { text: `answer to ${prompt}` } };
  // Of the rest of a node nothing is looked at.
  return {
    id,
    url: "http://x/v1",
    inferred: false,
    ...live,
    ...known,
    ...bodies,
    ...fields,
  } as GraphNode;
}

/** Fields of a node that was served as `id` of the recorded run. */
const servedAs = (id: string): Fields => ({
  source: "cache",
  served_from: { run_id: "recorded", node_id: id },
});

function graph(run: string, nodes: readonly GraphNode[], edges: readonly Edge[] = []): Graph {
  return { run_id: run, nodes: [...nodes], edges: [...edges] } as unknown as Graph;
}

const edge: Edge = { source: "n1", target: "n2", evidence: [] };
const recorded = graph(
  "recorded",
  [node("n1", "say one of these things"), node("n2", "and this is quite another")],
  [edge],
);
const again = (...nodes: GraphNode[]): { readonly recorded: Graph; readonly again: Graph } => ({
  recorded,
  again: graph("again", nodes, [edge]),
});

const first = node("n1", "say one of these things", servedAs("n1"));
const second = node("n2", "and this is quite another", servedAs("n2"));

test("a re-run that was served throughout differs in nothing", () => {
  expect(differences(again(first, second))).toEqual([]);
  expect(brokenPromises(again(first, second))).toEqual([]);
});

test("other nodes, edges and outputs of an unedited re-run are seen", () => {
  expect(differences(again(first))).toEqual([
    "2 nodes, then 1",
    "no edge n1 -> n2 () any more",
    "a new edge n1 -> new n2 ()",
  ]);
  expect(differences(again({ ...first, output: {} }, second))).toEqual([
    "n1 has another output than n1",
  ]);
});

describe("what became of a call", () => {
  test("served, changed, gone, or new", () => {
    const changed = node("n2", "and this is quite another zephyr");
    expect(fatesOf(again(first, changed))).toEqual({
      served: ["n1"],
      changed: ["n2"],
      gone: [],
      fresh: [],
    });
    expect(fatesOf(again(first, node("n2", "no word of before")))).toEqual({
      served: ["n1"],
      changed: [],
      gone: ["n2"],
      fresh: ["n2"],
    });
  });

  test("an attempt that was repeated is one call with the next", () => {
    const failed = node("n2", "and this is quite another zephyr", { status: "error" });
    const retried = node("n3", "and this is quite another zephyr", { retry_of: "n2" });
    expect(fatesOf(again(first, failed, retried)).fresh).toEqual([]);
  });
});

test("a call that was sent though it is recorded is seen", () => {
  expect(brokenPromises(again(first, node("n2", "and this is quite another")))).toEqual([
    "n2 was sent, though it asks what n2 asked",
  ]);
});

test("an answer to another question is seen", () => {
  const wrong = node("n2", "and this is quite another zephyr", servedAs("n2"));
  expect(brokenPromises(again(first, wrong))).toEqual([
    "n2 was answered as n2, but asks something else",
  ]);
});
