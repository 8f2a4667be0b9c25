// Where the calls of a run stand in the picture, in pixels. Pure. d3-dag crosses as few edges as it can
// within the rows that time gives; what comes later finds a place among what stands there already, and
// moves none of it.
import { coordGreedy, decrossTwoLayer, graphStratify, sugiyama, twolayerGreedy } from "d3-dag";
import { orderNodes } from "#src/cli/graph/order-nodes.ts";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import { rowsOf } from "./rows.ts";

export const CARD_WIDTH = 248;
export const CARD_HEIGHT = 88;
const GAP_X = 28;
const GAP_Y = 44;
const STEP_X = CARD_WIDTH + GAP_X;
/** From row to row. */
export const STEP_Y = CARD_HEIGHT + GAP_Y;

/** The upper left corner of a card. */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

export type Corners = ReadonlyMap<string, Corner>;

/** An edge over more rows runs at the side, and does not take part in the search. */
const LONGEST_SPAN = 3;
/** Beyond this the search takes longer than a frame or two may. */
const MOST_SEARCHED = 400;

/** Corners of all nodes; those of `before` stay where they are. */
export function layoutCalls(
  nodes: readonly NodeSummary[],
  edges: readonly Edge[],
  before: Corners,
): Corners {
  const ordered = orderNodes(nodes, edges);
  const rows = rowsOf(ordered, edges);
  const isFirst = before.size === 0;
  if (isFirst && ordered.length <= MOST_SEARCHED) {
    const searched = searchPlaces(ordered, edges, rows);
    if (searched !== null) return searched;
  }
  return placeOneByOne(ordered, edges, { rows, before });
}

interface Row {
  readonly id: string;
  readonly row: number;
  readonly parentIds: readonly string[];
}

function searchPlaces(
  nodes: readonly NodeSummary[],
  edges: readonly Edge[],
  rows: ReadonlyMap<string, number>,
): Corners | null {
  const rowOf = (id: string): number => rows.get(id) ?? 0;
  const near = edges.filter(({ source, target }) => {
    const span = rowOf(target) - rowOf(source);
    return rows.has(source) && span > 0 && span <= LONGEST_SPAN;
  });
  const parents = Map.groupBy(near, ({ target }) => target);
  const data = nodes.map(({ id }): Row => ({
    id,
    row: rowOf(id),
    parentIds: (parents.get(id) ?? []).map(({ source }) => source),
  }));
  try {
    const dag = graphStratify()(data as (Row & { parentIds: string[] })[]);
    const search = sugiyama()
      .layering(layeringBy(rowOf))
      .decross(decrossTwoLayer().order(twolayerGreedy()))
      .coord(coordGreedy())
      .nodeSize([CARD_WIDTH, CARD_HEIGHT])
      .gap([GAP_X, GAP_Y]);
    search(dag as Parameters<typeof search>[0]);
    const corners = new Map<string, Corner>();
    for (const node of dag.nodes()) {
      const { id } = node.data;
      corners.set(id, { x: Math.round(node.x - CARD_WIDTH / 2), y: rowOf(id) * STEP_Y });
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
    for (const node of dag.nodes() as Iterable<{
      y: number;
      data: { node?: { data: Row } } & Row;
    }>) {
      const { id } = node.data.node?.data ?? node.data;
      node.y = rowOf(id);
      last = Math.max(last, node.y);
    }
    return last;
  };
}

/** Each as near below its sources as there is room. */
function placeOneByOne(
  nodes: readonly NodeSummary[],
  edges: readonly Edge[],
  { rows, before }: { readonly rows: ReadonlyMap<string, number>; readonly before: Corners },
): Corners {
  const corners = new Map(before);
  const sources = Map.groupBy(edges, ({ target }) => target);
  const taken = new Map<number, number[]>();
  for (const { x, y } of before.values()) addTo(taken, y, x);
  for (const { id } of nodes) {
    if (corners.has(id)) continue;
    const from = (sources.get(id) ?? []).flatMap(({ source }) => corners.get(source) ?? []);
    const lowest = Math.max(-STEP_Y, ...from.map(({ y }) => y));
    const y = Math.max((rows.get(id) ?? 0) * STEP_Y, lowest + STEP_Y);
    const wanted = from.length === 0 ? 0 : from.reduce((sum, { x }) => sum + x, 0) / from.length;
    const x = freeNear(taken.get(y) ?? [], Math.round(wanted));
    corners.set(id, { x, y });
    addTo(taken, y, x);
  }
  return corners;
}

function addTo(taken: Map<number, number[]>, y: number, x: number): void {
  const row = taken.get(y);
  if (row === undefined) taken.set(y, [x]);
  else row.push(x);
}

/** The place nearest to the wanted one that no card of the row touches. */
function freeNear(row: readonly number[], wanted: number): number {
  const isFree = (x: number): boolean => row.every((other) => Math.abs(other - x) >= STEP_X);
  if (isFree(wanted)) return wanted;
  const candidates = row.flatMap((x) => [x + STEP_X, x - STEP_X]).filter(isFree);
  return candidates.reduce(
    (best, x) => (Math.abs(x - wanted) < Math.abs(best - wanted) ? x : best),
    candidates[0] ?? wanted,
  );
}
