// Where an edge that passes rows of other calls runs: down a corridor in which nothing stands. Pure.
import type { Edge } from "#src/protocol/graph.ts";
import { CARD_WIDTH, type Item } from "./item.ts";
import type { Corners } from "./layout.ts";

/** Between a corridor and the cards beside it. */
const MARGIN = 10;
/** Edges that share a corridor run side by side, all of them within its margin. */
const LANE = 3;
const LANES = 4;
/** An edge over more rows runs at the side of all of them. */
const MOST_ROWS = 60;

type Interval = readonly [start: number, end: number];

/** By `source target`: the corridor's x; nothing for edges between neighbouring rows. */
export function findCorridors(
  edges: readonly Edge[],
  items: readonly Item[],
  corners: Corners,
): Map<string, number> {
  const rows = intervalsByRow(items, corners);
  let leftmost = Infinity;
  for (const { x } of corners.values()) leftmost = Math.min(leftmost, x);
  const shared = new Map<number, number>();
  const corridors = new Map<string, number>();
  for (const { source, target } of edges) {
    const [from, to] = [corners.get(source), corners.get(target)];
    if (from === undefined || to === undefined || to.row - from.row < 2) continue;
    const isFar = to.row - from.row > MOST_ROWS;
    const wanted = (from.x + to.x + CARD_WIDTH) / 2;
    const x = isFar
      ? leftmost - 2 * MARGIN
      : nearestFree(wanted, intervalsBetween(rows, from.row, to.row));
    const lane = shared.get(x) ?? 0;
    shared.set(x, lane + 1);
    corridors.set(`${source} ${target}`, x + laneOffset(lane, x < wanted));
  }
  return corridors;
}

function intervalsByRow(items: readonly Item[], corners: Corners): Map<number, Interval[]> {
  const rows = new Map<number, Interval[]>();
  for (const { id, width } of items) {
    const corner = corners.get(id);
    if (corner === undefined) continue;
    const interval: Interval = [corner.x - MARGIN, corner.x + width + MARGIN];
    const row = rows.get(corner.row);
    if (row === undefined) rows.set(corner.row, [interval]);
    else row.push(interval);
  }
  return rows;
}

function intervalsBetween(
  rows: ReadonlyMap<number, Interval[]>,
  above: number,
  below: number,
): Interval[] {
  const blocked: Interval[] = [];
  for (let row = above + 1; row < below; row++) blocked.push(...(rows.get(row) ?? []));
  return blocked;
}

/** The place nearest to the wanted one that lies in none of the intervals. */
function nearestFree(wanted: number, blocked: readonly Interval[]): number {
  let [left, right] = [wanted, wanted];
  // To each side on past every interval that has begun.
  for (const [start, end] of blocked.toSorted((a, b) => a[0] - b[0])) {
    if (start < right && end > right) right = end;
  }
  for (const [start, end] of blocked.toSorted((a, b) => b[1] - a[1])) {
    if (start < left && end > left) left = start;
  }
  return right - wanted <= wanted - left ? right : left;
}

/** Away from what made the corridor necessary. */
function laneOffset(lane: number, isLeft: boolean): number {
  return (lane % LANES) * LANE * (isLeft ? -1 : 1);
}
