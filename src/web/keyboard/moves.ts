// Where a step through a run leads: to the next call in time, or along a data edge. Pure.
import { isControlEdge } from "#src/protocol/presentation/evidence.ts";
import { numberOf, orderNodes } from "#src/protocol/presentation/order-nodes.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";

/** Orders are kept as long as their outlines: a run of thousands of calls is not sorted at each key. */
const orders = new WeakMap<RunOutline, readonly string[]>();

/** Ids in the order in which the run is read. */
export function readingOrder(outline: RunOutline): readonly string[] {
  let order = orders.get(outline);
  if (order === undefined) {
    order = orderNodes(outline.nodes, outline.edges).map(({ id }) => id);
    orders.set(outline, order);
  }
  return order;
}

/** The next or previous call in time; the first or last where none is chosen. Null at the end. */
export function stepInTime(
  outline: RunOutline,
  from: string | null,
  direction: 1 | -1,
): string | null {
  const order = readingOrder(outline);
  const at = from === null ? -1 : order.indexOf(from);
  if (at === -1) return (direction === 1 ? order[0] : order.at(-1)) ?? null;
  return order[at + direction] ?? null;
}

/**
 * The source or consumer of a call that is nearest to it in time; one that only control led to where it has
 * no other. Null where it has none.
 */
export function stepAlongEdge(
  outline: RunOutline,
  from: string,
  side: "source" | "target",
): string | null {
  const other = side === "source" ? "target" : "source";
  const edges = outline.edges.filter((edge) => edge[other] === from);
  const data = edges.filter((edge) => !isControlEdge(edge));
  const candidates = (data.length > 0 ? data : edges).map((edge) => edge[side]);
  const position = new Map(readingOrder(outline).map((id, index) => [id, index]));
  const at = position.get(from) ?? 0;
  const distance = (id: string): number => Math.abs((position.get(id) ?? 0) - at);
  candidates.sort((a, b) => distance(a) - distance(b) || numberOf(a) - numberOf(b));
  return candidates[0] ?? null;
}

/** The run before or after; among the subruns of the same run for a subrun. `runs` are oldest first. */
export function stepInRuns(runs: readonly Run[], from: Run, direction: 1 | -1): Run | null {
  const alike = runs.filter(({ subrun_of }) => subrun_of === from.subrun_of);
  const at = alike.findIndex(({ run_id }) => run_id === from.run_id);
  return at === -1 ? null : (alike[at + direction] ?? null);
}
