// The control of a comparison: the first run once more, live and without edits. Runs in the CLI.
import { CONTROL_LABEL } from "#src/protocol/presentation/session-runs.ts";
import { formatCost, plural } from "#src/protocol/presentation/format.ts";
import { canAsk, confirm, say } from "#src/cli/output.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import { selfCommand, selfEnvironment } from "#src/client/self-command.ts";
import { AoError } from "#src/errors.ts";
import { stringAt } from "#src/protocol/json.ts";
import type { Run } from "#src/protocol/session.ts";

/**
 * Runs `run` again with its output thrown away and labels the new run `control`. Resolves to its id.
 * @throws AoError where nobody agreed, or it could not be run to its end.
 */
export async function makeControl(api: ApiClient, run: Run, agreed: boolean): Promise<string> {
  if ((run.replay?.edits.length ?? 0) > 0) {
    throw new AoError(
      "conflict",
      `Cannot make a control of run "${run.run_id}": it has edits itself`,
      {
        hint: `compare with the run that it is a re-run of: ${run.parent_run_id ?? "see ao runs"}`,
      },
    );
  }
  const price = run.cost_usd === null ? "" : `, which cost ${formatCost(run.cost_usd)} last time`;
  const plan = `run ${run.run_id} again, live: ${plural(run.nodes, "call")}${price}`;
  if (!agreed) await ask(plan);
  await say(`ao: control: ${plan}`);
  const runId = await rerunLive(run);
  await api.patchRun(runId, { label: CONTROL_LABEL });
  return runId;
}

async function ask(plan: string): Promise<void> {
  if (!canAsk()) {
    throw new AoError("usage", `cannot ask whether to ${plan}`, { hint: "--yes agrees" });
  }
  if (!(await confirm(`Control: ${plan}. Go on?`))) {
    throw new AoError("usage", "cannot compare with a control: not agreed");
  }
}

/** In a process of its own, because the program's streams and exit code are not this command's. */
async function rerunLive(run: Run): Promise<string> {
  const options = ["--no-cache", "--no-edits", "--clock", "real", "--random", "real", "--json"];
  const child = Bun.spawn(
    [...selfCommand(), "rerun", run.session_id, "--run", run.run_id, ...options],
    { stdio: ["ignore", "ignore", "pipe"], env: selfEnvironment() },
  );
  const text = await new Response(child.stderr).text();
  const exitCode = await child.exited;
  const runId = stringAt(parseReport(text), "run_id");
  if (runId === null) {
    const words = text.trim().split("\n").slice(-3).join("\n");
    throw new AoError("program_failed", `Cannot make a control of run "${run.run_id}": ${words}`);
  }
  if (exitCode !== run.exit_code) {
    await say(
      `ao: control: the program ended with ${exitCode}, before with ${run.exit_code ?? "a signal"}`,
    );
  }
  return runId;
}

/** The last line that `--json` ends with. */
function parseReport(text: string): unknown {
  try {
    return JSON.parse(text.trim().split("\n").at(-1) ?? "");
  } catch {
    // It said something else: that is the problem to tell.
    return null;
  }
}
