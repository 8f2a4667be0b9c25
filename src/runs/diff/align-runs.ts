// The calls of two runs side by side, those of their subruns with those of the same subrun. Runs in the
// server.
import { alignCalls } from "./align-calls.ts";
import type { PlacedCall, RunCalls } from "./run-calls.ts";

/** Two calls of one place, of which one may be missing. */
export interface PlacedPair {
  readonly subrun: string | null;
  readonly a: PlacedCall | null;
  readonly b: PlacedCall | null;
}

/** The calls of both, place by place: the run itself, then its subruns as the second run has them. */
export async function alignRuns(a: RunCalls, b: RunCalls): Promise<PlacedPair[]> {
  const rows: PlacedPair[] = [];
  for (const place of new Set([...b.places.keys(), ...a.places.keys()])) {
    const left = a.places.get(place) ?? [];
    const right = b.places.get(place) ?? [];
    const byId = new Map([...left, ...right].map((call) => [call.id, call]));
    const find = (id: string | null): PlacedCall | null => byId.get(id ?? "") ?? null;
    const subrun = place === "" ? null : place;
    for (const pair of await alignCalls(left, right)) {
      rows.push({ subrun, a: find(pair.a), b: find(pair.b) });
    }
  }
  return rows;
}
