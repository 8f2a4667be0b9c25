// The intercepted calls of a run, each with its key under a matching rule and its place among the
// calls with the same one. Runs in the server; reads request bodies only where the rule looks at them,
// or where the stored hash is of an older kind.
import { EXACT, type MatchRule } from "#src/protocol/replay.ts";
import { requestKey } from "#src/providers/request-key.ts";
import { pathOf } from "#src/runs/read-call.ts";
import { askedValue } from "#src/runs/recorded-body.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import type { NodeRecord, RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

export interface RecordedCall {
  readonly node: NodeRecord;
  /** The place of its run in the program; "" is the run itself. */
  readonly subrun: string;
  /** Of what the program asked. */
  readonly key: string;
  /** The same under the exact rule. */
  readonly hash: string;
  /** Which of the calls with this key in this place it is, from 0; a retry has that of what it repeats. */
  readonly occurrence: number;
}

const PAGE = 500;

/** In the order in which they were made. */
export async function* recordedCalls(
  store: StoreReader,
  record: RunRecord,
  rule: MatchRule,
): AsyncGenerator<RecordedCall> {
  const counts = new Map<string, number>();
  /** Which of the calls with its key a node was, for those that may be retried. */
  const failed = new Map<string, number>();
  for (let last = 0; ;) {
    const page = await store.nodes.page(record.run.run_id, last, PAGE);
    for (const node of page) {
      last = node.number;
      const { id, input_hash: stored, retry_of: retried, status } = node.summary;
      if (stored === null) continue;
      const hash = record.hasOldHashes ? await keyOf(store, node, EXACT) : stored;
      const key = rule.mode === "exact" ? hash : await keyOf(store, node, rule);
      const place = `${key}\0${node.process}`;
      const repeated = retried === null ? undefined : failed.get(retried);
      const occurrence = repeated ?? counts.get(place) ?? 0;
      if (repeated === undefined) counts.set(place, occurrence + 1);
      if (status !== "ok") failed.set(id, occurrence);
      yield { node, subrun: record.subrunPath, key, hash, occurrence };
    }
    if (page.length < PAGE) return;
    await yieldToEventLoop();
  }
}

/** The key of a body that is asked, or sent, in the place of a node's own. */
export function keyOfBody(node: NodeRecord, body: unknown, rule: MatchRule): string {
  return requestKey(node.operation ?? "", pathOf(node.summary.url ?? ""), body, rule);
}

async function keyOf(store: StoreReader, node: NodeRecord, rule: MatchRule): Promise<string> {
  return keyOfBody(node, await askedValue(store, node), rule);
}
