// Makes what was said in calls searchable: after the edges are found, in small slices that give way to
// everything else, or at once where somebody searches. Runs in the server. How far a run is done is
// stored with it, so that a killed server goes on where it stopped.
import type { Logger } from "#src/config/logger.ts";
import { describeThrown } from "#src/errors.ts";
import type { Journal } from "#src/runs/journal.ts";
import type { Matching } from "#src/runs/matching.ts";
import { textsOf } from "#src/runs/search/body-texts.ts";
import { shownValue } from "#src/runs/shown-body.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import type { MatchingStep, NewText, RunRecord } from "#src/store/records.ts";

/** What is read and stored in one go takes about this long. */
const SLICE_MS = 15;
const PAGE = 64;
/** Characters that one transaction makes searchable. */
const BATCH = 200_000;
/** Rest between slices nobody waits for, and before the first: a recording has the machine first. */
const REST_MS = 15;
const DELAY_MS = 500;

export class Indexing {
  readonly #journal: Journal;
  readonly #matching: Pick<Matching, "isIdle">;
  readonly #logger: Logger;
  /** Texts of the run last worked on, which each of its calls repeats. */
  #seen: { readonly runId: string; readonly hashes: Set<bigint> } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #worker: Promise<void> | null = null;
  /** Somebody waits: no rest between slices. */
  #waiting = 0;
  /** Woken while at work. */
  #isStale = false;
  #stopped = false;

  constructor(journal: Journal, matching: Pick<Matching, "isIdle">, logger: Logger) {
    this.#journal = journal;
    this.#matching = matching;
    this.#logger = logger;
  }

  /** There may be something new. */
  wake(): void {
    this.#isStale = this.#worker !== null;
    if (this.#stopped || this.#timer !== null || this.#isStale) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#matching.isIdle) this.wake();
      else this.#start();
    }, DELAY_MS);
    this.#timer.unref();
  }

  /**
   * Waits until what is stored by now can be searched, at most `patienceMs`; false where that was not
   * enough.
   */
  async settle(patienceMs: number): Promise<boolean> {
    const deadline = performance.now() + patienceMs;
    const wanted = new Map<string, number>();
    for (const record of await this.#journal.reader.runs.unindexed()) {
      wanted.set(record.run.run_id, record.eventOrder);
    }
    this.#waiting += 1;
    try {
      for (const [runId, order] of wanted) {
        if (!(await this.#reaches(runId, order, deadline))) return false;
      }
      return true;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Ends after the slice under way; the rest is done at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#worker;
  }

  async #reaches(runId: string, order: number, deadline: number): Promise<boolean> {
    for (;;) {
      const record = await this.#journal.reader.runs.get(runId);
      if (record === null || record.indexedOrder >= order) return true;
      if (this.#stopped || performance.now() > deadline) return false;
      this.#start();
      const left = deadline - performance.now();
      await Promise.race([this.#worker, new Promise((resolve) => setTimeout(resolve, left))]);
    }
  }

  #start(): void {
    if (this.#stopped) return;
    this.#worker ??= this.#work()
      .catch((error: unknown) => {
        this.#logger.error("texts not made searchable", { error: describeThrown(error) });
      })
      .finally(() => {
        this.#worker = null;
        this.#seen = null;
        if (this.#isStale) this.wake();
      });
  }

  async #work(): Promise<void> {
    for (const { run } of await this.#journal.reader.runs.unindexed()) {
      while (await this.#indexSome(run.run_id)) {
        if (this.#stopped) return;
        await this.#giveWay();
      }
    }
  }

  async #giveWay(): Promise<void> {
    do {
      if (this.#waiting > 0) return yieldToEventLoop();
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    } while (!this.#matching.isIdle && !this.#stopped);
  }

  /** Stores the texts of some inputs and outputs; true where there is more. */
  async #indexSome(runId: string): Promise<boolean> {
    const { reader } = this.#journal;
    const record = await reader.runs.get(runId);
    if (record === null) return false;
    const steps = await reader.nodes.steps(runId, record.indexedOrder, PAGE);
    // Started anew, maybe because a run was deleted that had the texts of this one, too.
    if (record.indexedOrder === 0) this.#seen = null;
    const deadline = performance.now() + SLICE_MS;
    const found: NewText[] = [];
    // Where there is no step, nothing is left but orders that were given and not kept.
    let position = steps.length === 0 ? record.eventOrder : record.indexedOrder;
    for (const step of steps) {
      found.push(...(await this.#read(runId, step)));
      position = step.order;
      if (performance.now() > deadline) break;
    }
    await this.#store(record, found, position);
    return position < record.eventOrder;
  }

  async #store(record: RunRecord, texts: readonly NewText[], position: number): Promise<void> {
    const runId = record.run.run_id;
    const batches = batchesOf(texts);
    for (const [index, batch] of batches.entries()) {
      await this.#journal.change(async ({ store }) => {
        // Sent back to the start meanwhile, or deleted.
        const now = await store.runs.get(runId);
        if (now === null || now.indexedOrder !== record.indexedOrder) return;
        await store.texts.add(runId, batch);
        if (index === batches.length - 1) await store.runs.setIndexed(runId, position);
      });
      if (index < batches.length - 1) await this.#giveWay();
    }
  }

  async #read(runId: string, step: MatchingStep): Promise<NewText[]> {
    const { reader } = this.#journal;
    const seen = this.#seenOf(runId);
    const texts: NewText[] = [];
    try {
      const node = await reader.nodes.get(runId, step.number);
      const shown = node?.[step.side] ?? null;
      if (shown === null) return [];
      for (const { path, start, text } of textsOf(await shownValue(reader.bodies, shown))) {
        const hash = hashOf(text);
        if (seen.has(hash)) continue;
        seen.add(hash);
        texts.push({ number: step.number, side: step.side, path, start, text, hash });
      }
    } catch (error) {
      // One odd body must not cost all others.
      const fields = { run: runId, node: step.number, error: describeThrown(error) };
      this.#logger.error("a call cannot be searched", fields);
    }
    return texts;
  }

  #seenOf(runId: string): Set<bigint> {
    if (this.#seen?.runId !== runId) this.#seen = { runId, hashes: new Set() };
    return this.#seen.hashes;
  }
}

/** At least one, which may be empty. */
function batchesOf(texts: readonly NewText[]): NewText[][] {
  const batches: NewText[][] = [[]];
  let size = 0;
  for (const text of texts) {
    if (size > BATCH) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(text);
    size += text.text.length;
  }
  return batches;
}

/** 64 bits, as SQLite and others keep whole numbers: with a sign. */
function hashOf(text: string): bigint {
  return BigInt.asIntN(64, BigInt(Bun.hash(text)));
}
