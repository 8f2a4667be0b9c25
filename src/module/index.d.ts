/**
 * What a program recorded with `ao record` can say of itself. Outside of `ao record` the functions do
 * nothing but what they are given to do.
 */

/**
 * Runs `run` as a part of the program with a graph of its own, which `ao runs` lists below the program's
 * run. Subruns can follow each other, go on at the same time, and hold others. What `run` starts without
 * waiting for it, processes and workers too, belongs to it.
 *
 * @param name 1 to 200 characters. The same name may be used again: order tells them apart.
 * @param run May be synchronous; what comes back is a promise in either case.
 * @returns What `run` returns; rejects with what it throws.
 * @throws TypeError (as a rejection) for another name, or where `run` is no function.
 * @example
 * const answers = await Promise.all(
 *   [1, 2, 3].map((n) => subrun(`sample-${n}`, async () => ask(question))),
 * );
 */
export function subrun<Result>(name: string, run: () => Result): Promise<Awaited<Result>>;

/** What `log` can say beside the entry. */
export interface LogOptions {
  /** Marks the run, or the subrun it is called in, as satisfactory (true) or failed (false). */
  readonly success?: boolean | undefined;
}

/**
 * Writes an entry to the run's log, which `ao log` shows. Never throws, and waits for nothing.
 *
 * @param entry Anything that JSON can say, errors, maps and sets; of anything else, its `String(…)`.
 * @example
 * log({ score, expected }, { success: score > 0.9 });
 */
export function log(entry: unknown, options?: LogOptions): void;
