// From what the server wrote for a re-run to what is started: where it goes, what it is answered from,
// and the recorded command in the current environment. Runs in the CLI.
import type { Settings } from "#src/config/settings.ts";
import type { ReplayExport } from "#src/protocol/http-api.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import { type DeterminismFields, determinismFields } from "./determinism-fields.ts";
import type { RunCommand, RunTarget } from "./open-run.ts";
import { missingKeys, placeholderVariables, withSecrets } from "./program-environment.ts";

/** A run in the session of the recorded one, answered from it. */
export function replayTarget(exported: ReplayExport, runId?: string): RunTarget {
  const { session, run, file, readings_file: readingsFile, offline, replay } = exported;
  const { edited_calls: editedCalls } = exported;
  return {
    sessionId: session.session_id,
    sessionName: session.name,
    parentRunId: run.run_id,
    ...(runId === undefined ? {} : { runId }),
    replay: { file, readingsFile, offline, info: replay, editedCalls },
  };
}

/** The recorded command with the keys of `environment`, and stand-ins for those it lacks. */
export function recordedCommand(
  exported: ReplayExport,
  options: ReplayOptions,
  environment: Readonly<Record<string, string | undefined>>,
): RunCommand {
  const { script, args, cwd } = exported.run.command;
  const names = exported.environment_names;
  const placeholders = missingKeys(names, environment);
  const variables = { ...environment, ...placeholderVariables(placeholders) };
  return {
    script,
    args: withSecrets(args, names, variables),
    cwd,
    seed: seedVariable(exported, options),
    determinism: repeatedDeterminism(exported, options),
    placeholders,
  };
}

/** The options with the settings where they say nothing. */
export function withDefaults(
  options: ReplayOptions,
  { clock, random }: Pick<Settings, "clock" | "random">,
): ReplayOptions {
  return { clock: clock === "recorded", seed: random === "seeded", ...options };
}

/** Random numbers and clock as they were, unless the options say otherwise. */
export function repeatedDeterminism(
  exported: ReplayExport,
  { clock, seed }: ReplayOptions,
): DeterminismFields {
  return determinismFields({
    clock: clock === false ? "real" : "recorded",
    random: seed === false ? "real" : "seeded",
    seed: typeof seed === "string" ? seed : null,
    parent: { seed: exported.seed, readingsFile: exported.readings_file },
  });
}

/** AO_SEED: that of the options, or the recorded one where the program was given one. */
function seedVariable(exported: ReplayExport, { seed }: ReplayOptions): string | null {
  if (typeof seed === "string") return seed;
  return exported.environment_names.includes("AO_SEED") ? exported.seed : null;
}
