// The order in which a session's runs stand beside each other: each what-if behind the run that it
// changes, and control runs, which change nothing, at the end. Pure.
import { CONTROL_LABEL } from "#src/protocol/presentation/session-runs.ts";
import type { Run } from "#src/protocol/session.ts";

export interface FamilyMember {
  readonly run: Run;
  /** From 1, in order of time: it stays the same whatever comes later. */
  readonly number: number;
  /** The number of the run that this one is a re-run of; null where that is not in the session. */
  readonly parent: number | null;
  /** 0 for a run that nothing here led to. */
  readonly depth: number;
  readonly isControl: boolean;
}

/** `runs` are oldest first; subruns are left out. */
export function runFamily(runs: readonly Run[]): FamilyMember[] {
  const whole = runs.filter(({ subrun_of }) => subrun_of === null);
  const numbers = new Map(whole.map(({ run_id }, index) => [run_id, index + 1]));
  const toMember = (run: Run, depth: number): FamilyMember => ({
    run,
    number: numbers.get(run.run_id) ?? 0,
    parent: numbers.get(run.parent_run_id ?? "") ?? null,
    depth,
    isControl: isControl(run),
  });
  const controls = whole.filter(isControl);
  const others = whole.filter((run) => !isControl(run));
  const known = new Set(others.map(({ run_id }) => run_id));
  const children = Map.groupBy(others, ({ parent_run_id }) =>
    parent_run_id !== null && known.has(parent_run_id) ? parent_run_id : null,
  );
  const family: FamilyMember[] = [];
  // A stack of its own: re-runs of re-runs may be many.
  const waiting = (children.get(null) ?? []).map((run) => toMember(run, 0)).toReversed();
  for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
    family.push(member);
    const { run, depth } = member;
    const below = children.get(run.run_id) ?? [];
    waiting.push(...below.map((child) => toMember(child, depth + 1)).toReversed());
  }
  return [...family, ...controls.map((run) => toMember(run, 0))];
}

/** The run before or behind this one (or the program that holds it) in that order; null at the ends. */
export function neighbourRun(run: Run, runs: readonly Run[], step: 1 | -1): Run | null {
  const family = runFamily(runs);
  const { run_id } = rootOf(run, runs);
  const index = family.findIndex((member) => member.run.run_id === run_id);
  return index === -1 ? null : (family[index + step]?.run ?? null);
}

/** The run of the whole program that holds this one. */
export function rootOf(run: Run, runs: readonly Run[]): Run {
  return chainOf(run, runs)[0] ?? run;
}

/** A run and all that hold it, the whole program first. */
export function chainOf(run: Run, runs: readonly Run[]): Run[] {
  const chain = [run];
  for (let holder = holderOf(run, runs); holder !== undefined; holder = holderOf(holder, runs)) {
    chain.unshift(holder);
  }
  return chain;
}

export function isControl({ label }: Run): boolean {
  return label === CONTROL_LABEL;
}

function holderOf({ subrun_of }: Run, runs: readonly Run[]): Run | undefined {
  return subrun_of === null ? undefined : runs.find(({ run_id }) => run_id === subrun_of);
}
