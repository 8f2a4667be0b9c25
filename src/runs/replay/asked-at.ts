// Where in the program calls were asked, so that an edit is found where its call now asks something
// else. Runs in the server; reads only.
import type { AskedAt } from "#src/protocol/replay-file.ts";
import { sourceLine } from "#src/protocol/source-line.ts";
import { type RecordedCall, linePlace } from "#src/runs/replay/recorded-calls.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** The place of a call. */
export function askedAt({ node, nth }: Pick<RecordedCall, "node" | "nth">): AskedAt {
  return { line: sourceLine(node.summary.location), nth };
}

/** Whether an edit of the call holds for it also where it asks something else. */
export async function canBeFound(store: StoreReader, node: NodeRecord): Promise<boolean> {
  // Where lines are not known, the order tells, unless it is chance.
  return node.summary.location !== null || !(await isOneOfMany(store, node));
}

const PAGE = 1000;

/** Others of its kind were under way at the same time. */
async function isOneOfMany(store: StoreReader, node: NodeRecord): Promise<boolean> {
  const place = linePlace(node);
  for (let last = 0; ;) {
    const page = await store.nodes.page(node.runId, last, PAGE);
    for (const other of page) {
      last = other.number;
      if (other.number === node.number || other.summary.input_hash === null) continue;
      if (linePlace(other) === place && overlap(node, other)) return true;
    }
    if (page.length < PAGE) return false;
  }
}

function overlap(a: NodeRecord, b: NodeRecord): boolean {
  return a.startedAt < endOf(b) && b.startedAt < endOf(a);
}

/** One that did not end may have been there until the end. */
function endOf({ startedAt, summary }: NodeRecord): number {
  return summary.duration_ms === null ? Infinity : startedAt + summary.duration_ms;
}
