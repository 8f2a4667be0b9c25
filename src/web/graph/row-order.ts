// The order of calls within a row: from the left in reading order, where edges do not ask for another. Pure.
import type { Edge } from "#src/protocol/graph.ts";
import type { Item } from "./item.ts";
import type { Corner } from "./layout.ts";

/** A place in a row: of a call, or of an edge on its way past the row. */
export interface RowPlace {
  parents(): Iterable<RowPlace>;
  children(): Iterable<RowPlace>;
}

/** Swaps neighbours that stand against the reading order, where no more edges cross then. */
export function restoreOrder<Place extends RowPlace>(
  rows: readonly Place[][],
  rankOf: (place: Place) => number | null,
): void {
  const places = new Map<RowPlace, number>();
  for (const row of rows) row.forEach((place, index) => places.set(place, index));
  const at = (place: RowPlace): number => places.get(place) ?? 0;
  for (const row of rows) {
    // As often as the last of a row takes to come to its front.
    for (let pass = 0; pass < row.length; pass++) {
      for (let index = 1; index < row.length; index++) {
        const [left, right] = [row[index - 1], row[index]];
        if (left === undefined || right === undefined) continue;
        const [first, second] = [rankOf(left), rankOf(right)];
        if (first === null || second === null || first < second) continue;
        if (crossings(right, left, at) > crossings(left, right, at)) continue;
        row[index - 1] = right;
        row[index] = left;
        places.set(right, index - 1).set(left, index);
      }
    }
  }
}

/** Of the edges of two neighbours, standing in this order. */
function crossings(left: RowPlace, right: RowPlace, at: (place: RowPlace) => number): number {
  let count = 0;
  for (const side of ["parents", "children"] as const) {
    const others = [...right[side]()].map(at);
    for (const one of left[side]()) count += others.filter((other) => other < at(one)).length;
  }
  return count;
}

/** Gives those of `fresh` that have the same sources, and one size, their places from the left in order. */
export function orderSiblings(
  fresh: readonly Item[],
  edges: readonly Edge[],
  corners: Map<string, Corner>,
): void {
  const sources = Map.groupBy(edges, ({ target }) => target);
  const siblings = Map.groupBy(fresh, ({ id, width }) => {
    const from = (sources.get(id) ?? []).map(({ source }) => source);
    return [corners.get(id)?.row, width, ...from].join(" ");
  });
  for (const group of siblings.values()) {
    const taken = group.flatMap(({ id }) => corners.get(id) ?? []).toSorted((a, b) => a.x - b.x);
    group.forEach(({ id }, index) => {
      const corner = taken[index];
      if (corner !== undefined) corners.set(id, corner);
    });
  }
}
