// Compares the edges ao found in a corpus program with the true ones. Pure.
import type { Edge, Evidence, Graph, GraphNode } from "#src/protocol/graph.ts";
import { valueAt } from "#src/protocol/json.ts";
import type { CorpusCase } from "./corpus-case.ts";
import { parseEdges, toolNamesIn } from "./edge-notation.ts";
import { nameNodes, uniqueNames } from "./name-nodes.ts";
import type { MockCall } from "#test/support/mock-provider.ts";

export interface Verdict {
  readonly name: string;
  readonly sdk: string;
  readonly flows: readonly string[];
  /** Null for the programs that ao was developed with. */
  readonly set: "holdout" | null;
  readonly correct: number;
  /** True edges that were not found, false edges that were: `plan -> draft`. */
  readonly missing: readonly string[];
  readonly wrong: readonly string[];
  /** Whatever else is not as it should be. */
  readonly problems: readonly string[];
}

const DATA_KINDS = new Set(["transcript", "content", "taint", "causal"]);

export interface Recorded {
  /** Null where nothing was recorded. */
  readonly graph: Graph | null;
  /** What the mock was asked under ao, and what it is asked without. */
  readonly calls: readonly MockCall[];
  readonly plainCalls: readonly MockCall[];
}

/** The judgement on one recorded program. */
export function judge(name: string, corpusCase: CorpusCase, recorded: Recorded): Verdict {
  const tools = toolNamesIn(corpusCase.edges);
  const known = [...uniqueNames(recorded.plainCalls), ...tools];
  const truth = parseEdges(corpusCase.edges, known);
  const nodes = nameNodes(recorded.graph?.nodes ?? [], recorded.calls, tools);
  const edges = (recorded.graph?.edges ?? []).filter(isData);
  const found = new Set(
    edges.map((edge) => `${nodes.names.get(edge.source)} -> ${nodes.names.get(edge.target)}`),
  );

  const groups = truth.expected.map((group) => group.map(([from, to]) => `${from} -> ${to}`));
  const allowed = new Set(groups.flat());
  for (const [from, to] of truth.tolerated) allowed.add(`${from} -> ${to}`);
  const unfound = groups.filter((group) => !group.some((edge) => found.has(edge)));
  return {
    name,
    sdk: corpusCase.sdk,
    flows: corpusCase.flows,
    set: corpusCase.set ?? null,
    correct: groups.length - unfound.length,
    missing: unfound.map((group) => group.join(" or ")),
    wrong: [...found].filter((edge) => !allowed.has(edge)),
    problems: [
      ...nodes.missing.map((missing) => `no node for ${missing}`),
      ...nodes.surplus.map((surplus) => `a node too many: ${surplus}`),
      ...wrongStatuses(corpusCase, recorded, nodes.names),
      ...brokenEvidence(edges, recorded.graph?.nodes ?? []),
    ],
  };
}

/** Calls recorded as failed, broken off or answered where they were not. */
function wrongStatuses(
  corpusCase: CorpusCase,
  { graph, calls }: Recorded,
  names: ReadonlyMap<string, string>,
): string[] {
  const expected = new Map(
    uniqueNames(calls).map((name, index) => {
      if (corpusCase.cancelled?.includes(name)) return [name, "cancelled"];
      return [name, calls[index]?.reply.error === undefined ? "ok" : "error"];
    }),
  );
  return (graph?.nodes ?? []).flatMap((node) => {
    const name = names.get(node.id) ?? "";
    const status = expected.get(name) ?? node.status;
    return status === node.status ? [] : [`${name} is ${node.status}, should be ${status}`];
  });
}

function isData(edge: Edge): boolean {
  return edge.evidence.some((evidence) => DATA_KINDS.has(evidence.kind));
}

/** Evidence whose span does not lie in a string at its path. */
function brokenEvidence(edges: readonly Edge[], nodes: readonly GraphNode[]): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge) =>
    edge.evidence
      .filter(
        (evidence) =>
          !fits(byId.get(edge.target)?.input, evidence.input_path, evidence.input_span) ||
          !fits(byId.get(edge.source)?.output, evidence.output_path, evidence.output_span),
      )
      .map((evidence) => `evidence without its text: ${JSON.stringify(evidence)}`),
  );
}

function fits(body: unknown, path: string, span: Evidence["input_span"]): boolean {
  if (span === null) return true;
  const leaf = valueAt(body, path);
  return typeof leaf === "string" && span[0] >= 0 && span[0] < span[1] && span[1] <= leaf.length;
}
