// How far a re-run is, and where its answers came from. Pure.
import type { NodeSummary } from "#src/protocol/graph.ts";

export interface SourceCounts {
  readonly cache: number;
  readonly edited: number;
  readonly live: number;
  /** Of all, those that have not ended. */
  readonly running: number;
}

/** Of calls that the program makes; tool calls that were read out of messages are none. */
export function countSources(nodes: readonly NodeSummary[]): SourceCounts {
  const counts = { cache: 0, edited: 0, live: 0, running: 0 };
  for (const node of nodes) {
    if (node.inferred) continue;
    counts[node.source] += 1;
    if (node.status === "running") counts.running += 1;
  }
  return counts;
}

export function totalOf({ cache, edited, live }: SourceCounts): number {
  return cache + edited + live;
}

/** `4 from the cache, 1 edited, 2 live`. */
export function sourceWords({ cache, edited, live }: SourceCounts): string {
  const parts = [`${cache} from the cache`, edited === 0 ? "" : `${edited} edited`, `${live} live`];
  return parts.filter((part) => part !== "").join(", ");
}

/** The run and what is inside of it. */
export function familyOf<Member extends { run_id: string; subrun_of: string | null }>(
  runs: readonly Member[],
  runId: string,
): Member[] {
  const held = Map.groupBy(runs, ({ subrun_of: holder }) => holder);
  const inside = (id: string): Member[] =>
    (held.get(id) ?? []).flatMap((run) => [run, ...inside(run.run_id)]);
  return [...runs.filter(({ run_id: id }) => id === runId), ...inside(runId)];
}
