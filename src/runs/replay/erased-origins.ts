// Follows a served answer back to the call that it came from, so that an erased run's answers are not
// served by way of its re-runs. Runs in the server.
import type { RunFamily } from "#src/runs/replay/run-family.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

type Origin = NonNullable<NodeRecord["summary"]["served_from"]>;

const PAGE = 1000;

/** Tells of a node whether its answer came from a run whose cache is erased. */
export async function erasedOrigins(
  store: StoreReader,
  families: readonly RunFamily[],
): Promise<(node: NodeRecord) => boolean> {
  const members = families.flatMap((family) => family.members);
  const erased = new Set(
    members.filter((record) => record.cacheErased).map(({ run }) => run.run_id),
  );
  // Nearly always: nothing has to be read.
  if (erased.size === 0) return () => false;
  const origins = new Map<string, Origin>();
  for (const { run } of members) await addOrigins(store, run.run_id, origins);
  return (node) => {
    let from = originOf(node);
    for (const seen = new Set<string>(); from !== null;) {
      if (erased.has(from.run_id)) return true;
      const key = keyOf(from);
      if (seen.has(key)) return false;
      seen.add(key);
      from = origins.get(key) ?? null;
    }
    return false;
  };
}

async function addOrigins(
  store: StoreReader,
  runId: string,
  origins: Map<string, Origin>,
): Promise<void> {
  for (let last = 0; ;) {
    const page = await store.nodes.page(runId, last, PAGE);
    for (const node of page) {
      last = node.number;
      const from = originOf(node);
      if (from !== null) origins.set(keyOf({ run_id: runId, node_id: node.summary.id }), from);
    }
    if (page.length < PAGE) return;
  }
}

function originOf({ summary }: NodeRecord): Origin | null {
  return summary.source === "cache" ? summary.served_from : null;
}

function keyOf({ run_id: runId, node_id: nodeId }: Origin): string {
  return `${runId} ${nodeId}`;
}
