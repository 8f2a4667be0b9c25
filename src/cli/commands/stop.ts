// `ao stop`: ends a program that is being recorded, with all that it started.
import { defineCommand } from "#src/cli/command.ts";
import { printJson, say } from "#src/cli/output.ts";
import { secondsOption } from "#src/cli/seconds-option.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { jsonOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import { stopRuns } from "#src/cli/stop-runs.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import { AoError } from "#src/errors.ts";
import type { Run, Session } from "#src/protocol/session.ts";

export const stopCommand = defineCommand({
  meta: {
    name: "ao stop",
    description: "Stop a program that is being recorded, with every process it started.",
  },
  args: {
    session: sessionArgument,
    run: {
      type: "string",
      valueHint: "run",
      description: "which run: an id, or its number; else all of the session that are going on",
    },
    timeout: {
      type: "string",
      valueHint: "seconds",
      description: "how long it has to end by itself before it is killed (default: 5)",
    },
    json: jsonOption,
  },
  values: { session: "session", run: "run" },
  examples: [
    { command: "ao stop last", meaning: "end what was started last" },
    { command: "ao stop billing --timeout 30", meaning: "and give it time to clean up" },
  ],
  notes: "What was recorded until then stays; the run counts as failed.",
  async run({ args }) {
    const timeoutMs = secondsOption(args.timeout, "--timeout");
    const { api } = await connect();
    const tell = async (run: Run): Promise<void> => {
      if (!args.json) await say(`stopped run ${run.run_id}: ${describe(run)}`);
    };
    const stopped = await stopChosen(api, args, { timeoutMs, onStopped: tell });
    if (args.json) await printJson({ stopped });
  },
});

async function stopChosen(
  api: ApiClient,
  { session, run: reference }: { readonly session: string; readonly run: string | undefined },
  options: Parameters<typeof stopRuns>[2],
): Promise<readonly Run[]> {
  const found = await findRun(api, session, reference);
  if (reference !== undefined) {
    const { timeoutMs, onStopped } = options;
    const request = timeoutMs === null ? {} : { timeout: timeoutMs / 1000 };
    const ended = await api.stopRun(found.run.run_id, request);
    await onStopped(ended);
    return [ended];
  }
  const running = found.runs.filter((run) => run.status === "running" && run.subrun_of === null);
  const stopped = await stopRuns(api, running, options);
  if (stopped.length === 0) throw nothingRuns(found.session);
  return stopped;
}

function nothingRuns(session: Session): AoError {
  return new AoError("conflict", `Cannot stop "${session.name}": none of its runs is going on`, {
    hint: `ao runs ${session.name} lists them`,
  });
}

function describe({ status, signal, exit_code: exitCode }: Run): string {
  if (signal !== null) return `${status}, ${signal}`;
  return exitCode === null ? status : `${status}, exit code ${exitCode}`;
}
