// The runs of a session as families: each what-if under the run that it is a re-run of. Pure.
import type { Run } from "#src/protocol/session.ts";

export interface FamilyMember {
  readonly run: Run;
  /** 0 for a run that is no re-run of another one of these. */
  readonly depth: number;
  /** From 1, in the order in which they were started: the number that the strip of runs shows. */
  readonly number: number;
}

/** `runs` are oldest first; subruns are left out. Each run is followed by its re-runs and theirs. */
export function familiesOf(runs: readonly Run[]): FamilyMember[] {
  const whole = runs.filter(({ subrun_of }) => subrun_of === null);
  const numbers = new Map(whole.map(({ run_id }, index) => [run_id, index + 1]));
  const children = Map.groupBy(whole, ({ parent_run_id }) =>
    parent_run_id !== null && numbers.has(parent_run_id) ? parent_run_id : null,
  );
  const members: FamilyMember[] = [];
  // With a stack of its own: re-runs of re-runs may go deep.
  const open = (children.get(null) ?? []).map((run) => ({ run, depth: 0 })).toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { run, depth } = next;
    members.push({ run, depth, number: numbers.get(run.run_id) ?? 0 });
    for (const child of (children.get(run.run_id) ?? []).toReversed()) {
      open.push({ run: child, depth: depth + 1 });
    }
  }
  return members;
}
