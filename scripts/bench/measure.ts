// Measuring two things in turn, so that a slow moment of the machine falls on both.

export interface Comparison {
  /** Medians, milliseconds. */
  readonly baseline: number;
  readonly candidate: number;
  /** Median of candidate − baseline, pair by pair. */
  readonly difference: number;
  /** Median of candidate ÷ baseline, pair by pair. */
  readonly ratio: number;
}

type Step = () => Promise<void>;

/** Runs baseline and candidate in turn `runs` times, after one warm-up of each. */
export async function compare(baseline: Step, candidate: Step, runs: number): Promise<Comparison> {
  await baseline();
  await candidate();
  const pairs: { readonly before: number; readonly after: number }[] = [];
  for (let index = 0; index < runs; index++) {
    pairs.push({ before: await time(baseline), after: await time(candidate) });
  }
  return {
    baseline: median(pairs.map(({ before }) => before)),
    candidate: median(pairs.map(({ after }) => after)),
    difference: median(pairs.map(({ before, after }) => after - before)),
    ratio: median(pairs.map(({ before, after }) => after / before)),
  };
}

/** Milliseconds of one step. */
export async function time(step: Step): Promise<number> {
  const started = performance.now();
  await step();
  return performance.now() - started;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One line of a report, with its limit and whether it is kept. */
export function printFigure(name: string, value: number, unit: string, limit: number): void {
  printLine({ name, value, unit }, `at most ${limit}`, value <= limit);
}

/** The same where more is better. */
export function printFigureAtLeast(name: string, value: number, unit: string, limit: number): void {
  printLine({ name, value, unit }, `at least ${limit}`, value >= limit);
}

function printLine(
  { name, value, unit }: { readonly name: string; readonly value: number; readonly unit: string },
  limit: string,
  isKept: boolean,
): void {
  const figure = value.toFixed(value < 10 ? 2 : 0).padStart(8);
  const mark = isKept ? "ok" : "OVER";
  console.log(`${name.padEnd(58)} ${figure} ${unit.padEnd(4)} (${limit} ${unit}) ${mark}`);
}
