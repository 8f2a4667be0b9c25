// The one way to change the store: every change is a transaction that also numbers its deltas, which
// listeners get in order of their numbers once they are durable. Runs in the server.
import type { Logger } from "#src/config/logger.ts";
import { describeThrown } from "#src/errors.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type { RunService } from "#src/runs/run-service.ts";
import type { NewDelta, Store, StoreReader, StoreWriter } from "#src/store/store.ts";

/** The inside of one change. */
export interface Change {
  readonly store: StoreWriter;
  /** Announces what this change does. `keep: false` for what a later delta makes superfluous. */
  emit(delta: NewDelta, options?: { readonly keep: boolean }): Promise<void>;
}

const REPLAY_PAGE = 500;

export class Journal {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #listeners = new Set<(delta: RunDelta) => void>();
  #last: Promise<unknown> = Promise.resolve();
  #isReclaiming = false;
  #seq: number;

  private constructor(store: Store, logger: Logger, seq: number) {
    this.#store = store;
    this.#logger = logger;
    this.#seq = seq;
  }

  static async open(store: Store, logger: Logger): Promise<Journal> {
    return new Journal(store, logger, (await store.reader.deltas.bounds()).last);
  }

  get reader(): StoreReader {
    return this.#store.reader;
  }

  get currentSeq(): number {
    return this.#seq;
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Runs one change alone; what it did is durable and announced when this resolves. */
  change<T>(work: (change: Change) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#run(work));
    // The next change waits for this one, whatever came of it; the caller gets the error.
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Starts to give the room of what was deleted back to the disk; changes go on meanwhile. */
  reclaim(): void {
    // One that is under way takes what is deleted meanwhile along.
    if (this.#isReclaiming) return;
    this.#isReclaiming = true;
    this.#store
      .reclaim()
      .catch((error: unknown) => {
        this.#logger.warn("room not given back", { error: describeThrown(error) });
      })
      .finally(() => {
        this.#isReclaiming = false;
      });
  }

  /** Resolves when no change is under way. */
  async idle(): Promise<void> {
    await this.#last;
  }

  subscribe(listener: (delta: RunDelta) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async replay(since: number, sessionId?: string): ReturnType<RunService["replay"]> {
    const seq = this.#seq;
    const { pruned } = await this.reader.deltas.bounds();
    // Before what is kept, or from a store that is no more.
    const reset = since < pruned || since > seq;
    return {
      seq,
      reset,
      deltas: this.#kept({ since: reset ? seq : since, until: seq, sessionId }),
    };
  }

  async *#kept(range: {
    readonly since: number;
    readonly until: number;
    readonly sessionId: string | undefined;
  }): AsyncGenerator<RunDelta> {
    let { since } = range;
    for (;;) {
      const page = await this.reader.deltas.range({ ...range, since, limit: REPLAY_PAGE });
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < REPLAY_PAGE) return;
      since = last.seq;
    }
  }

  async #run<T>(work: (change: Change) => Promise<T>): Promise<T> {
    const deltas: RunDelta[] = [];
    const result = await this.#store.transaction((store) =>
      work({
        store,
        emit: async (delta, options = { keep: true }) => {
          deltas.push(await store.deltas.append(delta, options));
        },
      }),
    );
    for (const delta of deltas) this.#publish(delta);
    return result;
  }

  #publish(delta: RunDelta): void {
    this.#seq = delta.seq;
    for (const listener of this.#listeners) {
      try {
        listener(delta);
      } catch (error) {
        // One client's failure must not keep the others from hearing, nor undo what is durable.
        this.#logger.error("a listener failed", {
          delta: delta.type,
          error: describeThrown(error),
        });
      }
    }
  }
}
