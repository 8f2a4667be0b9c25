// Tells a change that an edit caused from one that the model makes by itself: the control is the first
// run again, with nothing edited and nothing from the cache. Runs in the server.
import type { AlignedCall } from "#src/protocol/diff.ts";
import { createTurns } from "#src/runs/yield-to-event-loop.ts";
import type { StoreReader } from "#src/store/store.ts";
import { type PlacedPair, alignRuns } from "./align-runs.ts";
import { compareCalls } from "./compare-calls.ts";
import type { PlacedCall, RunCalls } from "./run-calls.ts";

export type Cause = NonNullable<AlignedCall["cause"]>;

export interface ControlledDiff {
  readonly a: RunCalls;
  readonly b: RunCalls;
  readonly control: RunCalls;
  readonly pairs: readonly PlacedPair[];
  readonly compared: readonly AlignedCall[];
}

/** The cause of each difference; null where there is none. */
export async function findCauses(
  store: StoreReader,
  { a, b, control, pairs, compared }: ControlledDiff,
): Promise<(Cause | null)[]> {
  const ofA = partners(await alignRuns(a, control));
  const ofB = partners(await alignRuns(b, control));
  const inA = new Set(ofA.values());
  const causes: (Cause | null)[] = [];
  const giveWay = createTurns();
  for (const [index, pair] of pairs.entries()) {
    await giveWay();
    const call = compared[index];
    if (call === undefined || call.state === "same") causes.push(null);
    // Whatever the model does, this difference was made by hand.
    else if (call.b?.edited !== null && call.b?.edited !== undefined) causes.push("edit");
    else if (pair.a === null) causes.push(addedBy(pair.b, ofB, inA));
    else causes.push(await changedBy(store, pair.a, ofA));
  }
  return causes;
}

/** A call that the first run did not make: if the control made it, too, it needed no edit. */
function addedBy(
  call: PlacedCall | null,
  ofB: ReadonlyMap<string, PlacedCall>,
  inA: ReadonlySet<PlacedCall>,
): Cause {
  const same = ofB.get(call?.id ?? "");
  return same !== undefined && !inA.has(same) ? "variation" : "edit";
}

async function changedBy(
  store: StoreReader,
  call: PlacedCall,
  ofA: ReadonlyMap<string, PlacedCall>,
): Promise<Cause> {
  const again = ofA.get(call.id);
  if (again === undefined) return "variation";
  if (again.node.summary.status !== call.node.summary.status) return "variation";
  const { input, output } = await compareCalls(store, call.node, again.node);
  return input.length + output.length === 0 ? "edit" : "variation";
}

/** The control's call to each of the first run. */
function partners(pairs: readonly PlacedPair[]): Map<string, PlacedCall> {
  const found = new Map<string, PlacedCall>();
  for (const pair of pairs) {
    if (pair.a !== null && pair.b !== null) found.set(pair.a.id, pair.b);
  }
  return found;
}
