// Finds the edges of recorded calls, after they are acknowledged and beside everything else: one
// queue for all runs, which gives way between calls. Runs in the server. What is found is stored with
// how far the run is matched, so that a killed server goes on where it stopped. A run is matched as its
// calls come; where those of several processes came in another order than they were made, once more
// when it is over, in that order.
import type { Logger } from "#src/config/logger.ts";
import { describeThrown } from "#src/errors.ts";
import { announceNode } from "#src/runs/call-start.ts";
import type { Change, Journal } from "#src/runs/journal.ts";
import { MissExplainer } from "#src/runs/miss/explain-miss.ts";
import { ArrivalOrder, type TimedStep, inOrderOfTime, timeOfStep } from "#src/runs/call-order.ts";
import { ProvenanceLink, type Findings } from "#src/runs/provenance-link.ts";
import { announceRun } from "#src/runs/run-events.ts";
import { storeFindings } from "#src/runs/store-findings.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import type { MatchingStep, NodeRecord, RunRecord } from "#src/store/records.ts";

/** What is found in this time is stored at once. */
const BATCH_MS = 25;
const PAGE = 64;
/** Inputs and outputs whose engine takes tens of megabytes. */
const LARGE_RUN = 500;

interface RunMatching {
  readonly link: ProvenanceLink;
  readonly misses: MissExplainer;
  readonly arrivals: ArrivalOrder;
  /** How far the engine was fed, and how far that was news when it was made. */
  position: number;
  readonly storedUpTo: number;
  /** How far it is matched for good: up to the first call that came too late. */
  lateFrom: number | null;
  /** What is left of all its calls in the order of time, where that is what it is fed with. */
  readonly replanned: MatchingStep[] | null;
}

interface Waiter {
  readonly target: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class Matching {
  readonly #journal: Journal;
  readonly #logger: Logger;
  /** Runs with something to match, the longest waiting first. */
  readonly #queue = new Set<string>();
  readonly #runs = new Map<string, RunMatching>();
  readonly #waiters = new Map<string, Waiter[]>();
  #worker: Promise<void> | null = null;
  #stopped = false;

  constructor(journal: Journal, logger: Logger) {
    this.#journal = journal;
    this.#logger = logger;
  }

  /** True while there is nothing to match. */
  get isIdle(): boolean {
    return this.#worker === null;
  }

  /** There may be something to match in this run. */
  wake(runId: string): void {
    if (this.#stopped) return;
    this.#queue.add(runId);
    this.#startWork();
  }

  /** Takes up what a server before this one left. */
  async resume(): Promise<void> {
    for (const { run, matchedOrder, eventOrder } of await this.#journal.reader.runs.unfinished()) {
      if (matchedOrder < eventOrder) this.wake(run.run_id);
    }
  }

  /** Resolves when everything that is stored of the run by now is matched. */
  async settle(runId: string): Promise<void> {
    const record = await this.#journal.reader.runs.get(runId);
    if (record === null || record.matchedOrder >= record.eventOrder) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiters = this.#waiters.get(runId) ?? [];
    this.#waiters.set(runId, [...waiters, { target: record.eventOrder, resolve, reject }]);
    if (this.#stopped) this.#release(runId, Number.POSITIVE_INFINITY);
    else this.wake(runId);
    return promise;
  }

  /** Ends after the batch under way; the rest is matched at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker;
    for (const runId of this.#waiters.keys()) this.#release(runId, Number.POSITIVE_INFINITY);
    this.#runs.clear();
  }

  #startWork(): void {
    this.#worker ??= this.#work().finally(() => {
      this.#worker = null;
      // Woken between the last look at the queue and now.
      if (this.#queue.size > 0 && !this.#stopped) this.#startWork();
    });
  }

  async #work(): Promise<void> {
    for (const runId of this.#queue) {
      if (this.#stopped) return;
      this.#queue.delete(runId);
      try {
        // Put at the end again, so that a large run does not hold up the others.
        if (await this.#matchSome(runId)) this.#queue.add(runId);
      } catch (error) {
        this.#fail(runId, error);
      }
      await yieldToEventLoop();
    }
  }

  /** Matches one batch; true where there is more. */
  async #matchSome(runId: string): Promise<boolean> {
    const record = await this.#journal.reader.runs.get(runId);
    if (record === null) {
      this.#forget(runId);
      return false;
    }
    const run = this.#runs.get(runId) ?? this.#begin(record);
    const steps = await this.#nextSteps(runId, run);
    if (steps.length === 0) return this.#drained(record, run);
    await this.#matchBatch(runId, run, steps);
    this.#release(runId, settledUpTo(run));
    return true;
  }

  #nextSteps(runId: string, run: RunMatching): Promise<readonly MatchingStep[]> | MatchingStep[] {
    if (run.replanned !== null) return run.replanned.slice(0, PAGE);
    return this.#journal.reader.nodes.steps(runId, run.position, PAGE);
  }

  #begin(record: RunRecord, replanned: MatchingStep[] | null = null): RunMatching {
    const run: RunMatching = {
      link: new ProvenanceLink(),
      misses: new MissExplainer(this.#journal.reader, record.run.run_id),
      arrivals: new ArrivalOrder(),
      position: 0,
      storedUpTo: replanned === null ? record.matchedOrder : 0,
      lateFrom: null,
      replanned,
    };
    this.#runs.set(record.run.run_id, run);
    return run;
  }

  /** Everything once more, as it happened. */
  async #replan(record: RunRecord): Promise<void> {
    const { nodes } = this.#journal.reader;
    const runId = record.run.run_id;
    const steps: TimedStep[] = [];
    for (let after = 0; ; after = steps.at(-1)?.step.order ?? after) {
      const page = await nodes.steps(runId, after, PAGE);
      if (page.length === 0) break;
      for (const step of page) {
        const node = await nodes.get(runId, step.number);
        const process = node?.process ?? "";
        steps.push({ step, process, at: node === null ? 0 : timeOfStep(node, step.side) });
      }
      await yieldToEventLoop();
    }
    this.#begin(record, inOrderOfTime(steps));
  }

  async #matchBatch(
    runId: string,
    run: RunMatching,
    steps: readonly MatchingStep[],
  ): Promise<void> {
    const deadline = performance.now() + BATCH_MS;
    const found: Findings[] = [];
    const ended: number[] = [];
    let { position } = run;
    let taken = 0;
    for (const step of steps) {
      const findings = await this.#take(runId, run, step);
      position = Math.max(position, step.order);
      taken += 1;
      // What an engine that is being rebuilt finds again is in the store.
      if (step.order > run.storedUpTo) {
        found.push(findings);
        if (step.side === "output") ended.push(step.number);
      }
      if (performance.now() > deadline) break;
      await yieldToEventLoop();
    }
    if (position > run.storedUpTo) {
      const missed = await this.#missedCalls(runId, run, ended);
      await this.#journal.change(async (change) => {
        let isNew = false;
        for (const findings of found) {
          isNew = (await storeFindings(change, runId, findings)) || isNew;
        }
        if (missed.length === 0) await this.#setMatched(change, runId, { ...run, position });
        if (isNew) await announceRun(change, runId, "run.updated");
      });
      if (missed.length > 0) await this.#explainMisses(runId, run, { missed, position });
    }
    run.replanned?.splice(0, taken);
    run.position = position;
  }

  /** A run that is fed in the order of time is not matched before all of it is. */
  async #setMatched(change: Change, runId: string, run: RunMatching): Promise<void> {
    if (run.replanned !== null) return;
    await change.store.runs.setMatched(runId, settledUpTo(run));
  }

  async #missedCalls(
    runId: string,
    { misses }: RunMatching,
    ended: readonly number[],
  ): Promise<NodeRecord[]> {
    const missed: NodeRecord[] = [];
    for (const number of ended) {
      const node = await this.#journal.reader.nodes.get(runId, number);
      if (node !== null && (await misses.concerns(node))) missed.push(node);
    }
    return missed;
  }

  /** With the edges, which lead to what caused them. Who waits for the edges waits for this as well. */
  async #explainMisses(
    runId: string,
    run: RunMatching,
    { missed, position }: { readonly missed: readonly NodeRecord[]; readonly position: number },
  ): Promise<void> {
    for (const node of missed) await this.#explainMiss(runId, run, node);
    await this.#journal.change((change) => this.#setMatched(change, runId, { ...run, position }));
  }

  async #explainMiss(runId: string, { misses }: RunMatching, node: NodeRecord): Promise<void> {
    const { number } = node;
    try {
      const why = await misses.explain(node);
      if (why === null) return;
      await this.#journal.change(async (change) => {
        await change.store.nodes.explain(runId, number, why);
        await announceNode(change, { runId, number }, "node.updated");
      });
    } catch (error) {
      const fields = { run: runId, node: number, error: describeThrown(error) };
      this.#logger.error("a miss could not be explained", fields);
    }
  }

  async #take(runId: string, run: RunMatching, step: MatchingStep): Promise<Findings> {
    const node = await this.#journal.reader.nodes.get(runId, step.number);
    if (node === null) return { tools: [], edges: [] };
    if (run.replanned === null && !run.arrivals.take(node, step.side)) {
      run.lateFrom ??= step.order - 1;
    }
    try {
      run.misses.see(node, step.side);
      return await run.link.take(this.#journal.reader, node, step.side);
    } catch (error) {
      // One odd body must not cost the run all of its other edges.
      const fields = { run: runId, node: node.summary.id, error: describeThrown(error) };
      this.#logger.error("a call could not be matched", fields);
      return { tools: [], edges: [] };
    }
  }

  /** True where there is more to match all the same. */
  async #drained(record: RunRecord, run: RunMatching): Promise<boolean> {
    const runId = record.run.run_id;
    if (record.run.status === "running") {
      this.#release(runId, Number.POSITIVE_INFINITY);
      return false;
    }
    if (run.lateFrom !== null) {
      await this.#replan(record);
      return true;
    }
    if (run.replanned !== null) {
      await this.#journal.change(({ store }) => store.runs.setMatched(runId, run.position));
    }
    // The engine of a run that has ended only takes memory; a late event builds it again.
    this.#drop(runId);
    this.#release(runId, run.position);
    if (record.eventOrder > run.position && run.replanned !== null) return true;
    this.#release(runId, Number.POSITIVE_INFINITY);
    return false;
  }

  #fail(runId: string, error: unknown): void {
    this.#logger.error("matching stopped", { run: runId, error: describeThrown(error) });
    // Rebuilt at the next event or start, from what is stored.
    this.#runs.delete(runId);
    for (const waiter of this.#waiters.get(runId) ?? []) waiter.reject(error);
    this.#waiters.delete(runId);
  }

  #drop(runId: string): void {
    const size = this.#runs.get(runId)?.position ?? 0;
    this.#runs.delete(runId);
    // Left to itself the collector lets as much again grow beside a large engine that is dead.
    if (size > LARGE_RUN) Bun.gc(false);
  }

  #forget(runId: string): void {
    this.#runs.delete(runId);
    this.#release(runId, Number.POSITIVE_INFINITY);
  }

  #release(runId: string, position: number): void {
    const waiters = this.#waiters.get(runId) ?? [];
    const waiting = waiters.filter(({ target }) => target > position);
    for (const waiter of waiters) if (waiter.target <= position) waiter.resolve();
    if (waiting.length > 0) this.#waiters.set(runId, waiting);
    else this.#waiters.delete(runId);
  }
}

/** Up to where what was found will not change any more. */
function settledUpTo({ position, lateFrom, replanned }: RunMatching): number {
  return replanned === null ? (lateFrom ?? position) : 0;
}
