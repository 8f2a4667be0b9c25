// How routes name a run, and what they wait for before they show it.
import { Type } from "@sinclair/typebox";
import { NodeId } from "#src/protocol/ids.ts";
import type { RunService } from "#src/runs/run-service.ts";

/** An id or a unique prefix of one. */
export const RunReference = Type.String({ minLength: 1, maxLength: 64 });

export const runParams = Type.Object({ run: RunReference });
export const nodeParams = Type.Object({ run: RunReference, node: NodeId });

/** Gives the id of the run that a reference names. @throws AoError `not_found` or `conflict`. */
export function runIds(runs: RunService): (reference: string) => Promise<string> {
  return async (reference) => (await runs.findRun(reference)).run_id;
}

/** A reader of a run that is over wants its whole graph; of a very large one, what there is by then. */
const SETTLE_MS = 5000;

/** Waits for the graph of a run that is over, but not for long; false where it is not complete by then. */
export async function settleSoon(runs: RunService, runId: string): Promise<boolean> {
  const settled = runs.settle(runId).then(() => true);
  return Promise.race([settled, Bun.sleep(SETTLE_MS).then(() => false)]);
}
