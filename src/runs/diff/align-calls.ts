// Which calls of two runs are the same call. Pure but for the requests it asks for, near-linear: identity
// first (what was served from what, equal requests), then the place in the program, then, between those
// that are known, how much the requests are alike, and last their order.
import { createTurns } from "#src/runs/yield-to-event-loop.ts";
import { type AlignedPair, CallPairs, type Likeness } from "./call-pairs.ts";
import { type Sketch, likeness } from "./request-sketch.ts";

/** What the alignment looks at. */
export interface AlignableCall {
  /** Unique within its run. */
  readonly id: string;
  /** The recorded call it goes back to, `<run> <node>`; its own name where it repeats none. */
  readonly origin: string;
  readonly inputHash: string | null;
  readonly occurrence: number;
  /** Its operation, or its tool: another one is never the same call. */
  readonly kind: string;
  /** Operation, place in the program and line of code: the same for the same call in another run. */
  readonly site: string;
  /** The same without the line: for programs whose lines have moved. */
  readonly moved: string;
  /** What it asks; read only where nothing else tells. */
  readonly sketch: () => Promise<Sketch>;
}

/** Both in order of time. */
export async function alignCalls(
  a: readonly AlignableCall[],
  b: readonly AlignableCall[],
): Promise<AlignedPair[]> {
  const pairs = new CallPairs(a, b);
  pairs.byKey(({ origin }) => origin);
  pairs.byKey(({ inputHash, occurrence, site }) =>
    inputHash === null ? null : `${inputHash} ${occurrence} ${site}`,
  );
  pairs.byKey(({ inputHash, occurrence }) =>
    inputHash === null ? null : `${inputHash} ${occurrence}`,
  );
  pairs.bySequence(({ site }) => site);
  // The nth that is left with the nth, wherever it stands: parallel calls change places.
  pairs.byKey(({ site }) => site);
  await pairs.byLikeness(readLikeness);
  pairs.bySequence(({ moved }) => moved);
  pairs.byOrder(({ kind }) => kind);
  return pairs.inOrder();
}

/** Less than this two requests have in common by chance. */
const LEAST_ALIKE = 0.25;

async function readLikeness(
  a: readonly AlignableCall[],
  b: readonly AlignableCall[],
): Promise<Likeness<AlignableCall>> {
  const giveWay = createTurns();
  const sketches = new Map<AlignableCall, Sketch>();
  const kinds = new Set(a.map(({ kind }) => kind)).intersection(new Set(b.map(({ kind }) => kind)));
  for (const call of [...a, ...b]) {
    if (kinds.has(call.kind)) sketches.set(call, await call.sketch());
    await giveWay();
  }
  return (one, other) => {
    if (one.kind !== other.kind) return 0;
    const found = likeness(sketches.get(one) ?? [], sketches.get(other) ?? []);
    return found < LEAST_ALIKE ? 0 : found;
  };
}
