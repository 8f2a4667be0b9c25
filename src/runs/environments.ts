// The environments of recorded programs, for re-runs that nobody starts from a shell. In memory alone:
// never stored, logged or part of an answer. Runs in the server.

/** Linux takes no larger one for a process by default. */
const LARGEST = 2 * 1024 * 1024;
/** Those of the newest runs, all together. */
const TOTAL = 32 * 1024 * 1024;

type Variables = Readonly<Record<string, string>>;

interface Kept {
  readonly variables: Variables;
  readonly size: number;
}

/** One per server. */
export class Environments {
  readonly #byRun = new Map<string, Kept>();
  #size = 0;

  keep(runId: string, variables: Variables): void {
    this.drop(runId);
    const size = sizeOf(variables);
    if (size > LARGEST) return;
    this.#byRun.set(runId, { variables, size });
    this.#size += size;
    for (const oldest of this.#byRun.keys()) {
      if (this.#size <= TOTAL) return;
      this.drop(oldest);
    }
  }

  of(runId: string): Variables | null {
    return this.#byRun.get(runId)?.variables ?? null;
  }

  drop(runId: string): void {
    const kept = this.#byRun.get(runId);
    if (kept === undefined) return;
    this.#byRun.delete(runId);
    this.#size -= kept.size;
  }

  /** The runs that have one. */
  runIds(): string[] {
    return [...this.#byRun.keys()];
  }
}

function sizeOf(variables: Variables): number {
  return Object.entries(variables).reduce(
    (sum, [name, value]) => sum + name.length + value.length,
    0,
  );
}
