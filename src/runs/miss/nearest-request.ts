// Which of some requests is most like another one. Pure.
import { isObject } from "#src/protocol/json.ts";
import { type Difference, firstDifference } from "./first-difference.ts";

/** A request as it is compared: without what its identity does not look at. */
export interface ComparableRequest {
  readonly body: unknown;
  /** The line of code that made it; "" where it is not known. */
  readonly line: string;
}

export interface Nearest<Candidate> {
  readonly candidate: Candidate;
  /** Null where the requests are equal. */
  readonly difference: Difference | null;
}

/** So much of the text must be the same in one from elsewhere, beyond what one of the same line has. */
const SAME_LINE = 0.25;

/** The one with most text in common, one of the same line of code preferred; the first of equals. */
export function nearestRequest<Candidate extends ComparableRequest>(
  request: ComparableRequest,
  candidates: readonly Candidate[],
): Nearest<Candidate> | null {
  let best: Candidate | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const isSameLine = request.line !== "" && candidate.line === request.line;
    const likeness = similarity(candidate.body, request.body) + (isSameLine ? SAME_LINE : 0);
    if (likeness <= most) continue;
    best = candidate;
    most = likeness;
  }
  if (best === null) return null;
  return { candidate: best, difference: firstDifference(best.body, request.body) };
}

/** From 0 (nothing) to 1 (everything): the share of the text that stands at the same places. */
function similarity(a: unknown, b: unknown): number {
  let common = 0;
  let whole = 0;
  const stack: [unknown, unknown][] = [[a, b]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [left, right] = pair;
    if (Array.isArray(left) && Array.isArray(right)) {
      const length = Math.max(left.length, right.length);
      for (let index = 0; index < length; index += 1) stack.push([left[index], right[index]]);
    } else if (isObject(left) && isObject(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
        stack.push([left[key], right[key]]);
      }
    } else {
      const [old, now] = [textOf(left), textOf(right)];
      whole += Math.max(old.length, now.length);
      common += commonLength(old, now);
    }
  }
  return whole === 0 ? 1 : common / whole;
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Of the start and the end that two texts share. */
function commonLength(a: string, b: string): number {
  if (a === b) return a.length;
  const limit = Math.min(a.length, b.length);
  let start = 0;
  while (start < limit && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < limit - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return start + end;
}
