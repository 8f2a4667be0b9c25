// The axis of the timeline: from when to when, where ticks stand, and what they say. Pure.
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { Run } from "#src/protocol/session.ts";

/** In milliseconds since 1970. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

type Timed = Pick<NodeSummary, "started_at" | "duration_ms">;
type TimedRun = Pick<Run, "started_at" | "ended_at" | "status">;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500],
  [1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  [1, 2, 3, 6, 12, 24, 48, 168].map((hours) => hours * HOUR),
].flat();

/** All that a run did; what goes on reaches to `now`. */
export function spanOf(run: TimedRun, calls: readonly Timed[], now: number): TimeSpan {
  let start = Date.parse(run.started_at);
  let end = run.ended_at === null ? start : Date.parse(run.ended_at);
  if (run.status === "running") end = Math.max(end, now);
  for (const call of calls) {
    const from = Date.parse(call.started_at);
    start = Math.min(start, from);
    end = Math.max(end, call.duration_ms === null ? from : from + call.duration_ms);
  }
  return { start, end: Math.max(end, start + 1) };
}

/** The time between ticks that stand at least `pixels` apart. */
export function tickStep(pixelsPerMillisecond: number, pixels = 90): number {
  const last = STEPS.at(-1) ?? HOUR;
  return STEPS.find((step) => step * pixelsPerMillisecond >= pixels) ?? last;
}

/** `0`, `0.5 ms`, `200 ms`, `1.2 s`, `1:05`, `2:00:00`; `step` says how exact. */
export function formatTick(milliseconds: number, step: number): string {
  if (milliseconds < step / 2) return "0";
  if (milliseconds < SECOND && step < SECOND) {
    return `${milliseconds.toFixed(step < 1 ? 1 : 0)} ms`;
  }
  if (milliseconds < MINUTE || step < SECOND) {
    const decimals = step < 1 ? 4 : step < 10 ? 3 : step < 100 ? 2 : step < SECOND ? 1 : 0;
    return `${(milliseconds / SECOND).toFixed(decimals)} s`;
  }
  const seconds = Math.round(milliseconds / SECOND);
  const rest = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  return hours === 0
    ? `${rest[0]}:${twoDigits(rest[1])}`
    : `${hours}:${rest.map(twoDigits).join(":")}`;
}

function twoDigits(value: number | undefined): string {
  return String(value ?? 0).padStart(2, "0");
}
