// The runs of a session in the order in which they are asked for answers: the one that is run again
// with its subruns, then the others, newest first. Pure.
import type { RunRecord } from "#src/store/records.ts";

/** A run of the program with everything that is a part of it. */
export interface RunFamily {
  readonly top: RunRecord;
  /** The run itself and its subruns, also those inside of others. */
  readonly members: readonly RunRecord[];
}

/** The families of a session, that of `runId` first; `records` is newest first. */
export function runFamilies(records: readonly RunRecord[], runId: string): RunFamily[] {
  const tops = topRuns(records);
  const families = new Map<string, RunRecord[]>();
  for (const record of records) {
    const top = tops.get(record.run.run_id) ?? record.run.run_id;
    const members = families.get(top);
    if (members === undefined) families.set(top, [record]);
    else members.push(record);
  }
  const own = tops.get(runId);
  return [...families]
    .flatMap(([id, members]) => {
      const top = members.find(({ run }) => run.run_id === id);
      return top === undefined ? [] : [{ top, members }];
    })
    .sort((a, b) => rank(a, own) - rank(b, own));
}

/** The runs that are a part of `runId`: itself, and the subruns within it. */
export function runsWithin(members: readonly RunRecord[], runId: string): Set<string> {
  const within = new Set([runId]);
  // A subrun may be listed before the one that holds it.
  for (let before = 0; before < within.size;) {
    before = within.size;
    for (const { run } of members) {
      if (run.subrun_of !== null && within.has(run.subrun_of)) within.add(run.run_id);
    }
  }
  return within;
}

function rank(family: RunFamily, own: string | undefined): number {
  return family.top.run.run_id === own ? 0 : 1;
}

/** For each run the one that no other holds. */
function topRuns(records: readonly RunRecord[]): Map<string, string> {
  const holders = new Map(records.map(({ run }) => [run.run_id, run.subrun_of]));
  return new Map(
    records.map(({ run }) => {
      let top = run.run_id;
      for (let holder = run.subrun_of; holder !== null; holder = holders.get(holder) ?? null) {
        top = holder;
      }
      return [run.run_id, top];
    }),
  );
}
