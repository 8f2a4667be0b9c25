// Says for the calls of a re-run that had no recorded answer which recorded call they are most like,
// and where they differ from it. Runs in the server, beside the search for edges; one per run.
import { EXACT, type MatchRule, type ReplayInfo } from "#src/protocol/replay.ts";
import { NO_RECORDED_ANSWER } from "#src/protocol/no-answer.ts";
import type { Miss, NodeSummary } from "#src/protocol/graph.ts";
import type { NodeReference } from "#src/protocol/runner-event.ts";
import { identifyingPart, pathWithSystem } from "#src/providers/request-key.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { type RequestOf, askedBodyOf, askedValue, requestValue } from "#src/runs/recorded-body.ts";
import { rootOf } from "#src/runs/subruns.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import type { BodyId, NodeRecord, RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";
import { type CallFacts, likeliest } from "./candidates.ts";
import { describeMiss, describeUnserved } from "./describe-miss.ts";
import { findCause } from "./find-cause.ts";
import { type ComparableRequest, nearestRequest } from "./nearest-request.ts";

export interface ExplainedMiss {
  readonly reason: string;
  readonly miss: Miss;
}

interface RecordedFacts extends CallFacts, RequestOf {
  readonly node: NodeReference;
  readonly status: NodeSummary["status"];
}

interface Candidate extends RecordedFacts, ComparableRequest {}

interface Comparison {
  readonly replay: ReplayInfo;
  readonly candidates: readonly Candidate[];
}

const PAGE = 1000;

export class MissExplainer {
  readonly #store: StoreReader;
  readonly #runId: string;
  /** What the run was answered from; null too where its start is still to come. */
  #replay: ReplayInfo | null = null;
  #place = "";
  #recorded: readonly RecordedFacts[] | null = null;
  /** Recorded calls that calls of this run are. */
  readonly #taken = new Set<string>();
  /** How many calls of an operation there were, by place. */
  readonly #counts = new Map<string, number>();
  readonly #orders = new Map<number, number>();

  constructor(store: StoreReader, runId: string) {
    this.#store = store;
    this.#runId = runId;
  }

  /** To be told of each input and output of the run, in order. */
  see(node: NodeRecord, side: "input" | "output"): void {
    if (side === "input") this.#orders.set(node.number, countUp(this.#counts, factsKey(node, "")));
    const { served_from: from } = node.summary;
    if (side === "output" && from !== null) this.#taken.add(`${from.run_id} ${from.node_id}`);
  }

  /** Whether there may be something to explain. */
  async concerns(node: NodeRecord): Promise<boolean> {
    return isMiss(node.summary) && (await this.#replayInfo()) !== null;
  }

  /** Null where the call has a recorded answer, or nothing was to be served. */
  async explain(node: NodeRecord): Promise<ExplainedMiss | null> {
    const replay = await this.#replayInfo();
    if (replay === null || !isMiss(node.summary)) return null;
    const candidates = await this.#candidates(node, replay);
    const asked = await this.#compare(node, askedBodyOf(node), { replay, candidates });
    // What the program asked is recorded: an edit of a tool's result made another request of it.
    const isSent = asked?.miss.path === null && node.askedBody !== null;
    const compared = isSent
      ? await this.#compare(node, node.requestBody, { replay, candidates })
      : asked;
    if (compared === null) return null;
    const { miss, status } = compared;
    if (miss.nearest !== null && miss.path === null) {
      const why = describeUnserved(miss.nearest, status);
      return why === null ? null : { miss, reason: reasonWith(node.summary.reason, why) };
    }
    const cause = miss.path === null ? null : await findCause(this.#store, node, miss.path);
    return { miss, reason: reasonWith(node.summary.reason, describeMiss(miss, cause)) };
  }

  /** One of the node's requests beside the recorded ones; null where it was not kept. */
  async #compare(
    node: NodeRecord,
    requestBody: BodyId | null,
    { replay, candidates }: Comparison,
  ): Promise<{ readonly miss: Miss; readonly status: NodeSummary["status"] | null } | null> {
    const body = await requestValue(this.#store, node, requestBody);
    if (body === undefined) return null;
    const request = { body: partOf(body, node, replay.match), line: lineOf(node.summary) };
    const found = nearestRequest(request, candidates);
    const path = found?.difference?.path ?? null;
    const isWhole = path === null || replay.match.mode !== "ignore-system";
    const miss: Miss = {
      nearest: found?.candidate.node ?? null,
      path: isWhole ? path : pathWithSystem(body, path),
      old: found?.difference?.old ?? null,
      new: found?.difference?.new ?? null,
    };
    return { miss, status: found?.candidate.status ?? null };
  }

  async #candidates(node: NodeRecord, replay: ReplayInfo): Promise<Candidate[]> {
    this.#recorded ??= await readRecorded(this.#store, replay.run_id);
    const asked = {
      operation: node.operation ?? "",
      line: lineOf(node.summary),
      place: `${node.process} ${this.#place}`,
      order: this.#orders.get(node.number) ?? 0,
    };
    const calls = likeliest(asked, this.#recorded, ({ node: { run_id, node_id } }) =>
      this.#taken.has(`${run_id} ${node_id}`),
    );
    const candidates: Candidate[] = [];
    for (const call of calls) {
      const body = await askedValue(this.#store, call);
      if (body !== undefined) {
        candidates.push({ ...call, body: partOf(body, call, replay.match) });
      }
    }
    return candidates;
  }

  async #replayInfo(): Promise<ReplayInfo | null> {
    if (this.#replay === null) {
      const { subrunPath } = await requireRun(this.#store, this.#runId);
      this.#place = subrunPath;
      this.#replay = (await rootOf(this.#store, this.#runId)).run.replay;
    }
    return this.#replay;
  }
}

/** A call that went out, or was refused, because it is not recorded. */
function isMiss({ source, edited, served_from, reason, inferred }: NodeSummary): boolean {
  if (inferred || source !== "live" || edited !== null || served_from !== null) return false;
  return reason.endsWith(NO_RECORDED_ANSWER) || reason.startsWith("not sent: ");
}

/** The sentence in place of the runner's words, and behind what else it said. */
function reasonWith(reason: string, sentence: string): string {
  if (!reason.endsWith(NO_RECORDED_ANSWER)) return `${reason}: ${sentence}`;
  return reason.slice(0, -NO_RECORDED_ANSWER.length) + sentence;
}

function lineOf({ location }: NodeSummary): string {
  return location === null ? "" : `${location.file}:${location.line}`;
}

function factsKey(node: NodeRecord, subrun: string): string {
  return `${node.operation} ${node.process} ${subrun}`;
}

function countUp(counts: Map<string, number>, key: string): number {
  const count = counts.get(key) ?? 0;
  counts.set(key, count + 1);
  return count;
}

/** The calls of a run and of its subruns. */
async function readRecorded(store: StoreReader, runId: string): Promise<RecordedFacts[]> {
  if ((await store.runs.get(runId)) === null) return [];
  const root = await rootOf(store, runId);
  const recorded: RecordedFacts[] = [];
  for (const record of [root, ...(await store.runs.subrunsOf(root.run.run_id))]) {
    for await (const facts of factsOf(store, record)) recorded.push(facts);
  }
  return recorded;
}

async function* factsOf(store: StoreReader, record: RunRecord): AsyncGenerator<RecordedFacts> {
  const counts = new Map<string, number>();
  const { run_id } = record.run;
  for (let last = 0; ;) {
    const page = await store.nodes.page(run_id, last, PAGE);
    for (const node of page) {
      last = node.number;
      const { operation, requestBody, requestType, askedBody, process, summary } = node;
      if (operation === null) continue;
      yield {
        operation,
        line: lineOf(summary),
        place: `${process} ${record.subrunPath}`,
        order: countUp(counts, factsKey(node, record.subrunPath)),
        node: { run_id, node_id: summary.id },
        status: summary.status,
        requestBody,
        requestType,
        askedBody,
      };
    }
    if (page.length < PAGE) return;
    await yieldToEventLoop();
  }
}

/** As far as the rule looks at it. */
function partOf(
  body: unknown,
  { operation }: Pick<NodeRecord, "operation">,
  rule: MatchRule,
): unknown {
  // By position nothing of the request counts; what there is to tell is how it differs at all.
  return identifyingPart(operation ?? "", body, rule.mode === "position" ? EXACT : rule);
}
