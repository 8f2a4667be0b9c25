// A session with what its runs add up to. Pure.
import type { SessionOverview } from "#src/protocol/http-api.ts";
import { newestRun, oldestFirst, wholeRuns } from "#src/protocol/presentation/session-runs.ts";
import type { Run, Session } from "#src/protocol/session.ts";

/** `runs` are all of the session, newest first, subruns among them. */
export function overviewOf(session: Session, runs: readonly Run[]): SessionOverview {
  const whole = wholeRuns(runs);
  const tokens = { input: 0, output: 0, cached: 0 };
  let nodes = 0;
  let cost: number | null = null;
  for (const run of runs) {
    nodes += run.nodes;
    tokens.input += run.tokens.input;
    tokens.output += run.tokens.output;
    tokens.cached += run.tokens.cached;
    if (run.cost_usd !== null) cost = (cost ?? 0) + run.cost_usd;
  }
  const newest = newestRun(oldestFirst(runs)) ?? null;
  return { session, newest, runs: whole.length, nodes, tokens, cost_usd: cost };
}
