// The order in which calls were made, which is not always the one in which they came: each process of a
// program has a stream of its own, and one may be delivered behind another. Pure.
import type { MatchingStep, NodeRecord } from "#src/store/records.ts";

type Timed = Pick<NodeRecord, "process" | "startedAt"> & {
  readonly summary: Pick<NodeRecord["summary"], "duration_ms">;
};

/** A step, the process it happened in and when, in milliseconds since 1970. */
export interface TimedStep<Step = MatchingStep> {
  readonly step: Step;
  readonly process: string;
  readonly at: number;
}

/** When a call started, or ended. */
export function timeOfStep({ startedAt, summary }: Timed, side: MatchingStep["side"]): number {
  return side === "input" ? startedAt : startedAt + (summary.duration_ms ?? 0);
}

/** Watches steps as they come. */
export class ArrivalOrder {
  readonly #newestStarts = new Map<string, number>();

  /** False for an answer that was there before a call which came earlier was made by another process. */
  take(node: Timed, side: MatchingStep["side"]): boolean {
    const { process, startedAt } = node;
    if (side === "input") {
      const newest = this.#newestStarts.get(process) ?? startedAt;
      this.#newestStarts.set(process, Math.max(newest, startedAt));
      return true;
    }
    const endedAt = timeOfStep(node, side);
    for (const [other, newest] of this.#newestStarts) {
      if (other !== process && newest >= endedAt) return false;
    }
    return true;
  }
}

/** By time; steps of one process stay in the order in which it took them, whatever its clock says. */
export function inOrderOfTime<Step>(steps: readonly TimedStep<Step>[]): Step[] {
  const latest = new Map<string, number>();
  const ordered = steps.map(({ step, process, at }) => {
    const time = Math.max(at, latest.get(process) ?? at);
    latest.set(process, time);
    return { step, time };
  });
  return ordered.sort((a, b) => a.time - b.time).map(({ step }) => step);
}
