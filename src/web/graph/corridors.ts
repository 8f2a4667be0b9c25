// Where an edge that passes rows of other calls runs: down a corridor in which no card stands. Pure.
import type { Edge } from "#src/protocol/graph.ts";
import { CARD_WIDTH, type Corners, STEP_Y } from "./layout.ts";

/** Between a corridor and the cards beside it. */
const MARGIN = 10;
/** Edges that share a corridor run side by side. */
const LANE = 4;
const LANES = 4;
/** An edge over more rows runs at the side of all of them. */
const MOST_ROWS = 60;

/** By `source target`: the corridor's x; nothing for edges between neighbouring rows. */
export function findCorridors(edges: readonly Edge[], corners: Corners): Map<string, number> {
  const rows = cardsByRow(corners);
  const leftmost = Math.min(...[...corners.values()].map(({ x }) => x));
  const shared = new Map<number, number>();
  const corridors = new Map<string, number>();
  for (const { source, target } of edges) {
    const [from, to] = [corners.get(source), corners.get(target)];
    if (from === undefined || to === undefined || to.y - from.y < 2 * STEP_Y) continue;
    const blocked: Interval[] = [];
    const isFar = to.y - from.y > MOST_ROWS * STEP_Y;
    for (let y = from.y + STEP_Y; !isFar && y < to.y; y += STEP_Y) {
      for (const x of rows.get(y) ?? []) blocked.push([x - MARGIN, x + CARD_WIDTH + MARGIN]);
    }
    const wanted = (from.x + to.x + CARD_WIDTH) / 2;
    const x = isFar ? leftmost - 2 * MARGIN : nearestFree(wanted, blocked);
    const lane = shared.get(x) ?? 0;
    shared.set(x, lane + 1);
    corridors.set(`${source} ${target}`, x + laneOffset(lane, x < wanted));
  }
  return corridors;
}

type Interval = readonly [start: number, end: number];

function cardsByRow(corners: Corners): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const { x, y } of corners.values()) {
    const row = rows.get(y);
    if (row === undefined) rows.set(y, [x]);
    else row.push(x);
  }
  return rows;
}

/** The place nearest to the wanted one that lies in none of the intervals. */
function nearestFree(wanted: number, blocked: readonly Interval[]): number {
  const sorted = blocked.toSorted((a, b) => a[0] - b[0]);
  let [left, right] = [wanted, wanted];
  // To the right: on past every interval that has begun.
  for (const [start, end] of sorted) if (start < right && end > right) right = end;
  for (const [start, end] of sorted.toSorted((a, b) => b[1] - a[1])) {
    if (start < left && end > left) left = start;
  }
  return right - wanted <= wanted - left ? right : left;
}

/** Away from the cards that made the corridor necessary. */
function laneOffset(lane: number, isLeft: boolean): number {
  return (lane % LANES) * LANE * (isLeft ? -1 : 1);
}
