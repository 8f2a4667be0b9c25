// `ao __rerun`, hidden: the process that the server starts for a re-run in the background. Nobody sees
// its streams; why nothing could be recorded goes into a file for the server.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { Value } from "@sinclair/typebox/value";
import { defineCommand } from "#src/cli/command.ts";
import { readSettings } from "#src/config/settings.ts";
import { describeThrown } from "#src/errors.ts";
import { RerunPlan } from "#src/protocol/rerun-plan.ts";
import { type RecordedRun, recordRun } from "#src/record/record-run.ts";
import { shellExitCode } from "#src/record/record-summary.ts";
import { recordedCommand, replayTarget, withDefaults } from "#src/record/rerun-target.ts";

export const backgroundCommand = defineCommand({
  meta: { name: "ao __rerun", description: "Run a program again in the background." },
  args: { plan: { type: "positional", required: true, description: "the server's file" } },
  examples: [],
  async run({ args }) {
    const problemFile = `${args.plan}.problem`;
    try {
      const recorded = await runPlan(args.plan);
      if (recorded.run === null) writePrivately(problemFile, recorded.problem ?? "unknown reason");
      return shellExitCode(recorded);
    } catch (error) {
      writePrivately(problemFile, describeThrown(error));
      return 1;
    }
  },
});

async function runPlan(file: string): Promise<RecordedRun> {
  const plan = Value.Decode(RerunPlan, JSON.parse(readFileSync(file, "utf8")));
  rmSync(file, { force: true });
  // Which may be of another installation than the program's own environment says.
  const settings = readSettings({ ...process.env, AO_HOME: plan.home });
  return recordRun(settings, {
    ...recordedCommand(plan.exported, withDefaults(plan.options, settings), process.env),
    target: replayTarget(plan.exported, plan.run_id),
    descriptors: [],
    timeoutMs: plan.timeout === null ? null : plan.timeout * 1000,
    // Nobody waits: it may take as long as the server does to come back.
    patience: { deliverMs: 60_000, settleMs: 0 },
  });
}

function writePrivately(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}
