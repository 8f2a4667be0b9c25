// The edges of one run beside a list of aligned calls: between which rows they lead, and how far out, so
// that lines over the same rows lie beside each other. Pure.
import { isControlEdge } from "#src/protocol/presentation/evidence.ts";
import type { Edge } from "#src/protocol/graph.ts";

export interface SideLine {
  readonly key: string;
  /** Rows, from the source's to the target's. */
  readonly from: number;
  readonly to: number;
  /** From 0, next to the list, outwards. */
  readonly lane: number;
  readonly isControl: boolean;
}

/** Pixels from row to row. */
export const PICTURE_ROW = 56;
/** More lanes than these have no room: the longest lines share the last one. */
export const MOST_LANES = 9;

/** Lines of the edges whose calls are both shown; `rowOf` gives undefined for one that is not. */
export function sideLines(
  edges: readonly Edge[],
  rowOf: (id: string) => number | undefined,
): SideLine[] {
  const known = edges.flatMap((edge) => {
    const { source, target } = edge;
    const from = rowOf(source);
    const to = rowOf(target);
    if (from === undefined || to === undefined || from === to) return [];
    return [{ key: `${source} ${target}`, from, to, isControl: isControlEdge(edge) }];
  });
  // Short ones inside, long ones around them.
  known.sort((one, two) => spanOf(one) - spanOf(two) || one.from - two.from);
  const lanes: { from: number; to: number }[][] = [];
  return known.map((line) => ({ ...line, lane: takeLane(lanes, line) }));
}

/**
 * Those that can be seen between two rows. Of lines that leave the picture at one place in one lane, one
 * stands for all: they lie upon each other.
 */
export function linesInSight(
  lines: readonly SideLine[],
  { first, last }: { readonly first: number; readonly last: number },
): SideLine[] {
  const isInside = (row: number): boolean => row >= first && row <= last;
  const drawn = new Set<string>();
  return lines.filter(({ from, to, lane, isControl }) => {
    if (Math.min(from, to) > last || Math.max(from, to) < first) return false;
    const [hasStart, hasEnd] = [isInside(from), isInside(to)];
    if (hasStart && hasEnd) return true;
    const key = `${lane} ${hasStart ? `from ${from}` : hasEnd ? `to ${to}` : ""} ${isControl}`;
    if (drawn.has(key)) return false;
    drawn.add(key);
    return true;
  });
}

function takeLane(
  lanes: { from: number; to: number }[][],
  line: { readonly from: number; readonly to: number },
): number {
  const [from, to] = [Math.min(line.from, line.to), Math.max(line.from, line.to)];
  for (let lane = 0; lane < MOST_LANES - 1; lane++) {
    const taken = (lanes[lane] ??= []);
    // The newest ones only: a lane of thousands of lines is not searched for each of thousands.
    const isFree = taken.slice(-64).every((other) => other.to <= from || other.from >= to);
    if (!isFree) continue;
    taken.push({ from, to });
    return lane;
  }
  return MOST_LANES - 1;
}

function spanOf({ from, to }: { readonly from: number; readonly to: number }): number {
  return Math.abs(to - from);
}
