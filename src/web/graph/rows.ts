// In which row of the picture a call stands: time goes down, and what was under way at the same time
// stands side by side. Pure.
import type { Edge } from "#src/protocol/graph.ts";
import type { Item } from "./item.ts";

/** A wider row goes on in the next. */
const WIDEST = 8;
/** Starts are told in whole milliseconds: what began after an end may seem to have begun before it. */
const GRAIN_MS = 1;

type Timed = Pick<Item, "id" | "started_at" | "duration_ms">;

interface OpenRow {
  readonly index: number;
  readonly ids: Set<string>;
  /** When the first of its calls ended, in milliseconds; endless while all go on. */
  firstEnd: number;
  /** When that one began. */
  firstStart: number;
}

function emptyRow(index: number): OpenRow {
  const [firstEnd, firstStart] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  return { index, ids: new Set(), firstEnd, firstStart };
}

/** Rows by node id; `nodes` are in reading order (`orderNodes`). */
export function rowsOf(nodes: readonly Timed[], edges: readonly Edge[]): Map<string, number> {
  const sources = Map.groupBy(edges, ({ target }) => target);
  const rows = new Map<string, number>();
  let row = emptyRow(0);
  for (const node of nodes) {
    const start = Date.parse(node.started_at);
    const comesFromRow = (sources.get(node.id) ?? []).some(({ source }) => row.ids.has(source));
    const isFull = row.ids.size >= WIDEST;
    const isLater = start > row.firstStart && start + GRAIN_MS > row.firstEnd;
    if (row.ids.size > 0 && (isLater || start >= row.firstEnd || comesFromRow || isFull)) {
      row = emptyRow(row.index + 1);
    }
    row.ids.add(node.id);
    const end = node.duration_ms === null ? Number.POSITIVE_INFINITY : start + node.duration_ms;
    if (end < row.firstEnd) [row.firstEnd, row.firstStart] = [end, start];
    rows.set(node.id, row.index);
  }
  return rows;
}
