// What a run that goes on has come to so far, counted from its calls: deltas tell of calls, and of the run
// itself at its end alone. Pure.
import { sumUsage } from "#src/protocol/presentation/usage.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";

/** The run with the figures of its calls; the same object where it has ended, or nothing came. */
export function countCalls(run: Run, { run: { run_id: id }, nodes, edges }: RunOutline): Run {
  if (run.run_id !== id || run.status !== "running") return run;
  const { tokens, cost_usd } = sumUsage(nodes);
  const isAsKnown =
    run.nodes === nodes.length &&
    run.edges === edges.length &&
    run.tokens.input === tokens.input &&
    run.tokens.output === tokens.output &&
    run.cost_usd === cost_usd;
  return isAsKnown ? run : { ...run, nodes: nodes.length, edges: edges.length, tokens, cost_usd };
}
