// What became of the calls of a recorded run when it was run again. Pure.
import type { Edge, Graph, GraphNode } from "#src/protocol/graph.ts";

/** A re-run beside the run that it repeats. */
export interface RunPair {
  readonly recorded: Graph;
  readonly again: Graph;
}

/** Calls by what became of them; each holds ids of the recorded run but for `fresh`. */
export interface Fates {
  /** Answered with what was recorded, or with an edit of it. */
  readonly served: readonly string[];
  /** Made with another request. */
  readonly changed: readonly string[];
  /** Not made any more. */
  readonly gone: readonly string[];
  /** Nodes of the re-run that no recorded call is like. */
  readonly fresh: readonly string[];
}

/** Below this part of words in common, two requests are two calls. */
const ALIKE = 0.5;

/** Calls, not what was inferred from them. */
export function callsOf(graph: Graph): GraphNode[] {
  return graph.nodes.filter((node) => !node.inferred);
}

/** Calls of which the client did not try again: the last attempt stands for those before it. */
export function lastAttempts(graph: Graph): GraphNode[] {
  const retried = new Set(graph.nodes.map(({ retry_of: id }) => id));
  return callsOf(graph).filter(({ id }) => !retried.has(id));
}

/** Which recorded call each call of the re-run is. */
export function fatesOf({ recorded, again }: RunPair): Fates {
  const served = new Set(
    lastAttempts(again).flatMap((node) => servedId(node, recorded.run_id) ?? []),
  );
  const left = lastAttempts(recorded).filter(({ id }) => !served.has(id));
  const others = lastAttempts(again).filter((node) => servedId(node, recorded.run_id) === null);
  const pairs = others
    .flatMap((other) => left.map((node) => ({ other, node, alike: likeness(other, node) })))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike);
  const changed = new Map<string, string>();
  for (const { other, node } of pairs) {
    if (!changed.has(node.id) && ![...changed.values()].includes(other.id)) {
      changed.set(node.id, other.id);
    }
  }
  const counterparts = new Set(changed.values());
  return {
    served: [...served],
    changed: [...changed.keys()],
    gone: left.filter(({ id }) => !changed.has(id)).map(({ id }) => id),
    fresh: others.filter(({ id }) => !counterparts.has(id)).map(({ id }) => id),
  };
}

/** What must hold in every re-run, whatever was edited. */
export function brokenPromises({ recorded, again }: RunPair): string[] {
  const byId = new Map(callsOf(recorded).map((node) => [node.id, node]));
  const { served } = fatesOf({ recorded, again });
  const unserved = callsOf(recorded).filter(
    ({ id, status }) => status === "ok" && !served.includes(id),
  );
  return callsOf(again).flatMap((node) => {
    if (node.source === "live") {
      const same =
        node.edited === null && unserved.find((one) => requestOf(one) === requestOf(node));
      return same ? [`${node.id} was sent, though it asks what ${same.id} asked`] : [];
    }
    const origin = byId.get(servedId(node, recorded.run_id) ?? "");
    if (origin === undefined || node.edited === "input") return [];
    if (requestOf(origin) === requestOf(node)) return [];
    return [`${node.id} was answered as ${origin.id}, but asks something else`];
  });
}

/** What is not as it was in the re-run of an unedited run. */
export function differences({ recorded, again }: RunPair): string[] {
  const names = sameNodes({ recorded, again });
  const outputs = new Map(recorded.nodes.map(({ id, output }) => [id, JSON.stringify(output)]));
  const then = edgesOf(recorded.edges, (id) => id);
  const now = edgesOf(again.edges, (id) => names.get(id) ?? `new ${id}`);
  return [
    ...(recorded.nodes.length === again.nodes.length
      ? []
      : [`${recorded.nodes.length} nodes, then ${again.nodes.length}`]),
    ...callsOf(again)
      .filter(({ id, output }) => outputs.get(names.get(id) ?? "") !== JSON.stringify(output))
      .map(({ id }) => `${id} has another output than ${names.get(id)}`),
    ...then
      .difference(now)
      .values()
      .map((edge) => `no edge ${edge} any more`),
    ...now
      .difference(then)
      .values()
      .map((edge) => `a new edge ${edge}`),
  ];
}

/** Recorded nodes by those of the re-run: what was served says so, what was inferred is told by its text. */
function sameNodes({ recorded, again }: RunPair): Map<string, string> {
  const names = new Map<string, string>();
  const free = [...recorded.nodes];
  for (const node of again.nodes) {
    const id = servedId(node, recorded.run_id);
    const index = free.findIndex((one) =>
      id === null ? one.kind === node.kind && contentOf(one) === contentOf(node) : one.id === id,
    );
    const [found] = index === -1 ? [] : free.splice(index, 1);
    if (found !== undefined) names.set(node.id, found.id);
  }
  return names;
}

function edgesOf(edges: readonly Edge[], nameOf: (id: string) => string): Set<string> {
  return new Set(
    edges.map(({ source, target, evidence }) => {
      const kinds = [...new Set(evidence.map(({ kind }) => kind))].sort().join("+");
      return `${nameOf(source)} -> ${nameOf(target)} (${kinds})`;
    }),
  );
}

function servedId(node: GraphNode, runId: string): string | null {
  const isServed = node.source !== "live" && node.edited !== "input";
  return isServed && node.served_from?.run_id === runId ? node.served_from.node_id : null;
}

function requestOf(node: GraphNode): string {
  return withoutIds(JSON.stringify([node.url?.replace(/^\w+:\/\/[^/]+/, ""), node.input]));
}

function contentOf(node: GraphNode): string {
  return withoutIds(JSON.stringify([node.label, node.input, node.output]));
}

/** Ids that providers make differ from run to run. */
function withoutIds(json: string): string {
  return json.replaceAll(/\b(?:call|toolu|tooluse|resp|msg|fc|rs|chatcmpl)[_-][\w-]{6,}/g, "id");
}

/** The part of the words of both that they share. */
function likeness(a: GraphNode, b: GraphNode): number {
  if (a.kind !== b.kind || a.provider !== b.provider) return 0;
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const total = left.size + right.size;
  return total === 0 ? 1 : (2 * left.intersection(right).size) / total;
}

function wordsOf(node: GraphNode): Set<string> {
  return new Set(JSON.stringify(node.input).match(/\w+/g));
}
