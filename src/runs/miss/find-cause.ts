// What made the text at a place of a request: follows the edges into it to a call that was edited, or
// answered anew. Runs in the server; reads only.
import type { Edge } from "#src/protocol/graph.ts";
import type { NodeRecord } from "#src/store/records.ts";
import { nodeNumber } from "#src/store/node-id.ts";
import type { StoreReader } from "#src/store/store.ts";
import type { MissCause } from "./describe-miss.ts";

/** Tools of the program stand between a model's wish and the request that has the result. */
const LONGEST_WAY = 4;

/** Null where nothing is known to have made it. */
export async function findCause(
  store: StoreReader,
  node: NodeRecord,
  path: string,
): Promise<MissCause | null> {
  const { in: edges } = await store.edges.of(node.runId, node.summary.id);
  return among(store, node.runId, { edges: edges.filter((edge) => reaches(edge, path)), steps: 0 });
}

async function among(
  store: StoreReader,
  runId: string,
  way: { readonly edges: readonly Edge[]; readonly steps: number },
): Promise<MissCause | null> {
  let anew: MissCause | null = null;
  for (const { source } of way.edges) {
    const cause = await causeOf(store, runId, { source, steps: way.steps });
    // What a person did explains more than what followed from it.
    if (cause?.kind === "edited") return cause;
    anew ??= cause;
  }
  return anew;
}

async function causeOf(
  store: StoreReader,
  runId: string,
  { source, steps }: { readonly source: string; readonly steps: number },
): Promise<MissCause | null> {
  const node = await store.nodes.get(runId, nodeNumber(source));
  if (node === null) return null;
  if (node.summary.edited !== null) return { nodeId: source, kind: "edited" };
  if (!node.summary.inferred) {
    return node.summary.source === "live" ? { nodeId: source, kind: "answered anew" } : null;
  }
  if (steps >= LONGEST_WAY) return null;
  const { in: edges } = await store.edges.of(runId, source);
  return among(store, runId, { edges, steps: steps + 1 });
}

/** True where the edge's text stands at the path, in it, or around it. */
function reaches({ evidence }: Edge, path: string): boolean {
  return evidence.some(({ input_path: at }) => isInside(at, path) || isInside(path, at));
}

function isInside(inner: string, outer: string): boolean {
  return (
    outer === "" ||
    inner === outer ||
    (inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length)))
  );
}
