// Where the calls of a run stand in the picture, in pixels. Pure. d3-dag crosses as few edges as it can
// within the rows that time gives; what comes later finds a place among what stands there already, and
// moves none of it.
import {
  type SugiNode,
  coordGreedy,
  decrossTwoLayer,
  graphStratify,
  sugiyama,
  twolayerGreedy,
} from "d3-dag";
import type { Edge } from "#src/protocol/graph.ts";
import type { Item, Size } from "./item.ts";
import { orderSiblings, restoreOrder } from "./row-order.ts";
import { rowsOf } from "./rows.ts";

const GAP_X = 28;
const GAP_Y = 44;

/** The upper left corner of an item, and which row it stands in. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly row: number;
}

export type Corners = ReadonlyMap<string, Corner>;

/** An edge over more rows runs at the side, and does not take part in the search. */
const LONGEST_SPAN = 3;
/** Beyond this the search takes longer than a frame or two may. */
const MOST_SEARCHED = 120;

/** Corners of all items, which are in reading order; those of `before` stay where they are. */
export function layoutItems(
  items: readonly Item[],
  edges: readonly Edge[],
  before: Corners,
): Corners {
  const rows = rowsOf(items, edges);
  const plan = { items, edges, rows, tops: topsOf(items, rows), before };
  if (before.size === 0 && items.length <= MOST_SEARCHED) return searchPlaces(plan) ?? place(plan);
  return place(plan);
}

/** The room that a picture takes, and its upper left corner. */
export function boundsOf(
  items: readonly Item[],
  corners: Corners,
): Size & { x: number; y: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { id, width, height } of items) {
    const corner = corners.get(id);
    if (corner === undefined) continue;
    left = Math.min(left, corner.x);
    top = Math.min(top, corner.y);
    right = Math.max(right, corner.x + width);
    bottom = Math.max(bottom, corner.y + height);
  }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

interface Plan {
  readonly items: readonly Item[];
  readonly edges: readonly Edge[];
  readonly rows: ReadonlyMap<string, number>;
  /** The y of each row. */
  readonly tops: readonly number[];
  readonly before: Corners;
}

function topsOf(items: readonly Item[], rows: ReadonlyMap<string, number>): number[] {
  const heights: number[] = [];
  for (const { id, height } of items) {
    const row = rows.get(id) ?? 0;
    heights[row] = Math.max(heights[row] ?? 0, height);
  }
  let top = 0;
  return heights.map((height) => {
    const own = top;
    top += height + GAP_Y;
    return own;
  });
}

interface Ranked {
  readonly item: Item;
  readonly parentIds: string[];
}

function searchPlaces({ items, edges, rows, tops }: Plan): Corners | null {
  const rowOf = (id: string): number => rows.get(id) ?? 0;
  const near = edges.filter(({ source, target }) => {
    const span = rowOf(target) - rowOf(source);
    return rows.has(source) && span > 0 && span <= LONGEST_SPAN;
  });
  const parents = Map.groupBy(near, ({ target }) => target);
  const members = Map.groupBy(items, ({ id }) => rowOf(id));
  const data = items.map((item): Ranked & { id: string } => {
    const known = (parents.get(item.id) ?? []).map(({ source }) => source);
    // What came from nowhere stands below what was before it.
    const above = (members.get(rowOf(item.id) - 1) ?? []).map(({ id }) => id);
    return { id: item.id, item, parentIds: known.length > 0 ? known : above };
  });
  try {
    const dag = graphStratify()(data);
    const uncross = decrossTwoLayer().order(twolayerGreedy());
    const ranks = new Map(items.map(({ id }, index) => [id, index]));
    const search = sugiyama()
      .layering(layeringBy(rowOf))
      .decross((layers: SugiNode<Ranked & { id: string }, unknown>[][]) => {
        uncross(layers);
        restoreOrder(layers, ({ data: place }) =>
          place.role === "node" ? (ranks.get(place.node.data.id) ?? null) : null,
        );
      })
      .coord(coordGreedy())
      .nodeSize(({ data: { item } }: { data: Ranked }) => [item.width, item.height])
      .gap([GAP_X, GAP_Y]);
    search(dag as Parameters<typeof search>[0]);
    const corners = new Map<string, Corner>();
    for (const { data: found, x } of dag.nodes()) {
      const row = rowOf(found.id);
      corners.set(found.id, { x: Math.round(x - found.item.width / 2), y: tops[row] ?? 0, row });
    }
    return corners;
  } catch {
    // A cycle, which time forbids and clocks do not.
    return null;
  }
}

/** d3-dag's own kinds of layering put a call as high as its edges allow; here time decides. */
function layeringBy(rowOf: (id: string) => number) {
  return (dag: { nodes(): Iterable<unknown> }): number => {
    let last = 0;
    type Layered = { y: number; data: { id: string; node?: { data: { id: string } } } };
    for (const node of dag.nodes() as Iterable<Layered>) {
      node.y = rowOf(node.data.node?.data.id ?? node.data.id);
      last = Math.max(last, node.y);
    }
    return last;
  };
}

/** Each as near below its sources as there is room. */
function place({ items, edges, rows, tops, before }: Plan): Corners {
  const corners = new Map(before);
  const widths = new Map(items.map(({ id, width }) => [id, width]));
  const sources = Map.groupBy(edges, ({ target }) => target);
  const taken = new Map<number, Interval[]>();
  for (const [id, { x, row }] of before) addTo(taken, row, [x, x + (widths.get(id) ?? 0)]);
  for (const { id, width } of items) {
    if (corners.has(id)) continue;
    const from = (sources.get(id) ?? []).flatMap(({ source }) => {
      const corner = corners.get(source);
      return corner === undefined ? [] : [{ ...corner, width: widths.get(source) ?? width }];
    });
    // What came late is put below its sources all the same.
    const row = Math.max(rows.get(id) ?? 0, ...from.map((source) => source.row + 1));
    const middle = from.reduce((sum, { x, width: wide }) => sum + x + wide / 2, 0);
    const wanted = from.length === 0 ? 0 : middle / from.length - width / 2;
    const x = freeNear(taken.get(row) ?? [], Math.round(wanted), width);
    corners.set(id, { x, y: tops[row] ?? topBelow(tops, row), row });
    addTo(taken, row, [x, x + width]);
  }
  const fresh = items.filter(({ id }) => !before.has(id));
  orderSiblings(fresh, edges, corners);
  return corners;
}

/** Of a row behind the last. */
function topBelow(tops: readonly number[], row: number): number {
  return (tops.at(-1) ?? 0) + (row - tops.length + 1) * 132;
}

type Interval = readonly [start: number, end: number];

function addTo(taken: Map<number, Interval[]>, row: number, interval: Interval): void {
  const intervals = taken.get(row);
  if (intervals === undefined) taken.set(row, [interval]);
  else intervals.push(interval);
}

/** The place nearest to the wanted one that nothing in the row touches. */
function freeNear(row: readonly Interval[], wanted: number, width: number): number {
  const isFree = (x: number): boolean =>
    row.every(([start, end]) => x >= end + GAP_X || x + width + GAP_X <= start);
  if (isFree(wanted)) return wanted;
  const candidates = row.flatMap(([start, end]) => [end + GAP_X, start - GAP_X - width]);
  return candidates
    .filter(isFree)
    .reduce(
      (best, x) => (Math.abs(x - wanted) < Math.abs(best - wanted) ? x : best),
      Math.max(...row.map(([, end]) => end)) + GAP_X,
    );
}
