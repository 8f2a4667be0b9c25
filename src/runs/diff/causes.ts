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
  const isWhole = endOf(control) === endOf(a);
  const causes: (Cause | null)[] = [];
  const giveWay = createTurns();
  for (const [index, pair] of pairs.entries()) {
    await giveWay();
    const call = compared[index];
    if (call === undefined || call.state === "same") causes.push(null);
    // Whatever the model does, this difference was made by hand.
    else if (call.b?.edited !== null && call.b?.edited !== undefined) causes.push("edit");
    else if (pair.a === null) causes.push(addedBy(pair.b, { ofB, inA, isWhole }));
    else if (pair.b === null) causes.push(removedBy(pair.a, { ofA, isWhole }));
    else causes.push(await changedBy(store, { a: pair.a, b: pair.b }, ofA));
  }
  return causes;
}

/** A control that ended otherwise than the first run may not have come as far: what it lacks says nothing. */
function endOf({ run }: RunCalls): string {
  return `${run.status} ${run.exit_code} ${run.signal}`;
}

/** A call that the first run did not make: if the control made it, too, it needed no edit. */
function addedBy(
  call: PlacedCall | null,
  control: {
    readonly ofB: ReadonlyMap<string, PlacedCall>;
    readonly inA: ReadonlySet<PlacedCall>;
    readonly isWhole: boolean;
  },
): Cause {
  const same = control.ofB.get(call?.id ?? "");
  if (same !== undefined && !control.inA.has(same)) return "variation";
  return control.isWhole ? "edit" : "unknown";
}

/** A call that the second run did not make: if the control did without it, too, it needed no edit. */
function removedBy(
  call: PlacedCall,
  control: { readonly ofA: ReadonlyMap<string, PlacedCall>; readonly isWhole: boolean },
): Cause {
  if (control.ofA.has(call.id)) return "edit";
  return control.isWhole ? "variation" : "unknown";
}

async function changedBy(
  store: StoreReader,
  { a, b }: { readonly a: PlacedCall; readonly b: PlacedCall },
  ofA: ReadonlyMap<string, PlacedCall>,
): Promise<Cause> {
  const again = ofA.get(a.id);
  if (again === undefined) return "unknown";
  const { status } = again.node.summary;
  if (status !== a.node.summary.status) {
    // It failed, or did not fail, as in the second run: no edit was needed for that.
    return status === b.node.summary.status ? "variation" : "unknown";
  }
  const { input, output } = await compareCalls(store, a.node, again.node);
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
