// The edges between a run and its subruns, which nobody stores: each has a graph of its own. Found when
// somebody asks, by an engine that is fed with all of their calls. Runs in the server; reads only.
import type { Edge } from "#src/protocol/graph.ts";
import { type TimedStep, inOrderOfTime, timeOfStep } from "#src/runs/call-order.ts";
import { nodeKey, splitKey } from "#src/runs/node-key.ts";
import { type Findings, ProvenanceLink } from "#src/runs/provenance-link.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import { nodeId } from "#src/store/node-id.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

interface Step {
  readonly node: NodeRecord;
  readonly side: "input" | "output";
}

/** Of all edges among `nodes` those that lead from one run into another; nodes are named by `nodeKey()`. */
export async function edgesAcross(
  store: StoreReader,
  nodes: readonly NodeRecord[],
): Promise<Edge[]> {
  const link = new ProvenanceLink(({ runId, summary }) => nodeKey(runId, summary.id));
  const edges = new Map<string, Edge>();
  for (const step of inOrderOfTime(stepsOf(nodes))) {
    for (const found of (await findingsOf(store, link, step)).edges) {
      const source = await storedKey(store, found.source);
      const target = await storedKey(store, found.target);
      if (splitKey(source).runId === splitKey(target).runId) continue;
      const key = `${source}\n${target}`;
      const evidence = [...(edges.get(key)?.evidence ?? []), ...found.evidence];
      edges.set(key, { source, target, evidence });
    }
    await yieldToEventLoop();
  }
  return [...edges.values()];
}

/** Those of one process of one run are in their order already; between them there is but the time. */
function stepsOf(nodes: readonly NodeRecord[]): TimedStep<Step>[] {
  const steps = nodes.flatMap((node) => [
    { node, side: "input" as const, order: node.inputOrder },
    { node, side: "output" as const, order: node.outputOrder },
  ]);
  return steps
    .filter(({ order }) => order !== null)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ node, side }) => ({
      step: { node, side },
      process: `${node.runId} ${node.process}`,
      at: timeOfStep(node, side),
    }));
}

async function findingsOf(
  store: StoreReader,
  link: ProvenanceLink,
  { node, side }: Step,
): Promise<Findings> {
  try {
    return await link.take(store, node, side);
  } catch {
    // The log has it from when the run was matched; one odd body must not cost all other edges.
    return { tools: [], edges: [] };
  }
}

/** A tool that was asked for in one run and whose result was used in another is no node: what asked for it stands for it. */
async function storedKey(store: StoreReader, key: string): Promise<string> {
  const { runId, rest } = splitKey(key);
  const at = rest.indexOf("/");
  if (at < 0) return key;
  const number = await store.nodes.byEngineKey(runId, rest);
  return nodeKey(runId, number === null ? rest.slice(0, at) : nodeId(number));
}
