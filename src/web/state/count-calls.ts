// What a run that goes on has come to so far, counted from its calls: deltas tell of calls, and of the run
// itself at its end alone. Pure.
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";

/** The run with the figures of its calls; the same object where it has ended, or nothing came. */
export function countCalls(run: Run, { run: { run_id: id }, nodes, edges }: RunOutline): Run {
  if (run.run_id !== id || run.status !== "running") return run;
  if (run.nodes === nodes.length && run.edges === edges.length && !hasNewUsage(run, nodes)) {
    return run;
  }
  return { ...run, nodes: nodes.length, edges: edges.length, ...usageOf(nodes) };
}

type Usage = Pick<Run, "tokens" | "cost_usd">;

function hasNewUsage(run: Run, nodes: RunOutline["nodes"]): boolean {
  const { tokens, cost_usd: cost } = usageOf(nodes);
  return (
    tokens.input !== run.tokens.input ||
    tokens.output !== run.tokens.output ||
    cost !== run.cost_usd
  );
}

/** As the server adds up: a cost that is not known adds nothing, and is not zero. */
function usageOf(nodes: RunOutline["nodes"]): Usage {
  const tokens = { input: 0, output: 0, cached: 0 };
  let cost: number | null = null;
  for (const node of nodes) {
    tokens.input += node.tokens?.input ?? 0;
    tokens.output += node.tokens?.output ?? 0;
    tokens.cached += node.tokens?.cached ?? 0;
    if (node.cost_usd !== null) cost = (cost ?? 0) + node.cost_usd;
  }
  return { tokens, cost_usd: cost };
}
