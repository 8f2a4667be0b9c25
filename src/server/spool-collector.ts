// Asks the runs to take up spools that nobody delivers. Runs in the server, one per process.
import { opendirSync } from "node:fs";
import { describeThrown } from "#src/errors.ts";
import type { RunService } from "#src/runs/run-service.ts";
import type { Logger } from "#src/config/logger.ts";

const INTERVAL_MS = 3000;
/** A runner that has just gone may still be writing the last lines of its spool. */
const SOON_MS = 300;
const REFRESH_MS = 2000;

export class SpoolCollector {
  readonly #runs: RunService;
  readonly #spool: string;
  readonly #log: Logger;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #current: Promise<void> = Promise.resolve();
  #isCollecting = false;
  #wanted = false;
  #stopped = false;

  constructor(runs: RunService, spool: string, log: Logger) {
    this.#runs = runs;
    this.#spool = spool;
    this.#log = log;
  }

  /**
   * Collects now, and from now on every few seconds while something lies in the spool. Resolves when
   * the first collection is over; never rejects.
   */
  start(): Promise<void> {
    // Also with an empty spool: runs without a process must become interrupted.
    this.#collect();
    return this.#current;
  }

  /** Collects shortly: a run may have lost its process. */
  soon(): void {
    this.#wanted = true;
    this.#schedule(SOON_MS);
  }

  /**
   * For whoever is about to look: resolves when what lies in the spool without an owner has been
   * taken up, or after a moment where that is much.
   */
  async refresh(): Promise<void> {
    if (this.#stopped || isEmpty(this.#spool)) return;
    await Promise.race([this.#collectAnew(), Bun.sleep(REFRESH_MS)]);
  }

  /** One that is under way has perhaps passed by what an owner has left since. */
  async #collectAnew(): Promise<void> {
    if (this.#isCollecting) {
      await this.#current;
      if (this.#stopped || isEmpty(this.#spool)) return;
    }
    if (!this.#isCollecting) this.#collect();
    await this.#current;
  }

  /** Ends the timer; resolves when a collection under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#current;
  }

  get isCollecting(): boolean {
    return this.#isCollecting;
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#isCollecting) return;
    this.#timer = setTimeout(() => {
      if (this.#wanted || !isEmpty(this.#spool)) this.#collect();
      else this.#schedule(INTERVAL_MS);
    }, delay);
    this.#timer.unref();
  }

  #collect(): void {
    this.#wanted = false;
    this.#isCollecting = true;
    this.#current = this.#runs
      .collect()
      .catch((error: unknown) => {
        this.#log.error("spool not collected", { error: describeThrown(error) });
      })
      .finally(() => {
        this.#isCollecting = false;
        this.#schedule(this.#wanted ? SOON_MS : INTERVAL_MS);
      });
  }
}

/** True where the folder has no entry; read no further than the first. */
function isEmpty(folder: string): boolean {
  try {
    const directory = opendirSync(folder);
    try {
      return directory.readSync() === null;
    } finally {
      directory.closeSync();
    }
  } catch {
    // No folder: nothing has been recorded yet.
    return true;
  }
}
