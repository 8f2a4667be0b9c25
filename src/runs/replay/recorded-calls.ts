// The intercepted calls of a run, each with its key under a matching rule and its place among the
// calls with the same one. Runs in the server; reads request bodies only where the rule looks at them,
// or where the stored hash is of an older kind.
import { EXACT, type MatchRule } from "#src/protocol/replay.ts";
import { sourceLine } from "#src/protocol/source-line.ts";
import { identityPath } from "#src/providers/identity-path.ts";
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
  /** The same among all calls of its operation that its line makes in this place, from 1. */
  readonly nth: number;
}

const PAGE = 500;

/** In the order in which they were made. */
export async function* recordedCalls(
  store: StoreReader,
  record: RunRecord,
  rule: MatchRule,
): AsyncGenerator<RecordedCall> {
  const byKey = createCounter();
  const byLine = createCounter();
  for (let last = 0; ;) {
    const page = await store.nodes.page(record.run.run_id, last, PAGE);
    for (const node of page) {
      last = node.number;
      const { input_hash: stored } = node.summary;
      if (stored === null) continue;
      const hash = record.hasOldHashes ? await keyOf(store, node, EXACT) : stored;
      const key = rule.mode === "exact" ? hash : await keyOf(store, node, rule);
      const occurrence = byKey(`${key}\0${node.process}`, node);
      const nth = 1 + byLine(linePlace(node), node);
      yield { node, subrun: record.subrunPath, key, hash, occurrence, nth };
    }
    if (page.length < PAGE) return;
    await yieldToEventLoop();
  }
}

/** Counts what comes in a place, from 0; a retry is what it repeats. */
function createCounter(): (place: string, node: NodeRecord) => number {
  const counts = new Map<string, number>();
  /** Which one a node was, for those that may be retried. */
  const failed = new Map<string, number>();
  return (place, { summary: { id, retry_of: retried, status } }) => {
    const repeated = retried === null ? undefined : failed.get(retried);
    const number = repeated ?? counts.get(place) ?? 0;
    if (repeated === undefined) counts.set(place, number + 1);
    if (status !== "ok") failed.set(id, number);
    return number;
  };
}

/** What calls of one line in one process have in common. */
export function linePlace({ operation, process, summary }: NodeRecord): string {
  return `${operation ?? ""}\0${process}\0${sourceLine(summary.location) ?? ""}`;
}

/** The key of a body that is asked, or sent, in the place of a node's own. */
export function keyOfBody(node: NodeRecord, body: unknown, rule: MatchRule): string {
  const { operation, method, summary } = node;
  const url = summary.url ?? "";
  const line = { method: method ?? "POST", url };
  return requestKey(operation ?? "", identityPath(operation ?? "", line, pathOf(url)), body, rule);
}

async function keyOf(store: StoreReader, node: NodeRecord, rule: MatchRule): Promise<string> {
  return keyOfBody(node, await askedValue(store, node), rule);
}
