// What `label`, `note` and `result` have in common: one change to one run.
import { printJson, say } from "#src/cli/output.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { oneLine } from "#src/cli/text.ts";
import type { RunPatch } from "#src/protocol/session.ts";

/** Applies a patch to a run and says `done`, followed by which run it was. */
export async function patchRun(
  arguments_: {
    readonly session: string;
    readonly run: string | undefined;
    readonly json: boolean;
  },
  patch: RunPatch,
  done: string,
): Promise<void> {
  const { api } = await connect();
  const { session, run } = await findRun(api, arguments_.session, arguments_.run);
  const patched = await api.patchRun(run.run_id, patch);
  if (arguments_.json) await printJson(patched);
  else await say(`${done}: ${oneLine(session.name)}, run ${run.run_id}`);
}
