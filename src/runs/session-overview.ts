// A session with what its runs add up to. Pure.
import type { SessionOverview } from "#src/protocol/http-api.ts";
import { newestRun, oldestFirst, wholeRuns } from "#src/protocol/presentation/session-runs.ts";
import { sumUsage } from "#src/protocol/presentation/usage.ts";
import type { Run, Session } from "#src/protocol/session.ts";

/** `runs` are all of the session, newest first, subruns among them. */
export function overviewOf(session: Session, runs: readonly Run[]): SessionOverview {
  const whole = wholeRuns(runs);
  const nodes = runs.reduce((sum, run) => sum + run.nodes, 0);
  const newest = newestRun(oldestFirst(runs)) ?? null;
  return { session, newest, runs: whole.length, nodes, ...sumUsage(runs) };
}
