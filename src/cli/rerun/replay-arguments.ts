// The options that say how a run is answered from a recorded one.
import { listOption, usage } from "#src/cli/arguments.ts";
import { parseIgnoredPath } from "#src/providers/request-key.ts";
import type { MatchRule, ReplayOptions } from "#src/protocol/replay.ts";

export const determinismArguments = {
  clock: {
    type: "enum",
    options: ["recorded", "real"] as ["recorded", "real"],
    description:
      "time as the program reads it: written down and the same in a re-run (the default), or real",
  },
  random: {
    type: "enum",
    options: ["seeded", "real"] as ["seeded", "real"],
    description: "random numbers: those of the run's seed (the default), or real ones",
  },
} as const;

export const replayArguments = {
  match: {
    type: "enum",
    options: ["exact", "ignore-system", "position"] as ["exact", "ignore-system", "position"],
    default: "exact",
    description:
      "which recorded call a call is: the same request, the same but for its system prompt, or the nth of its kind",
  },
  ignore: {
    type: "string",
    valueHint: "path",
    description: "what may differ at a path of the request, [*] for any index; may be repeated",
  },
  cache: { type: "boolean", default: true, description: "answer from what is recorded" },
  edits: { type: "boolean", default: true, description: "make the edits of the run" },
  offline: { type: "boolean", description: "send nothing: a call that is not recorded fails" },
  pace: { type: "boolean", description: "answer as slowly as the recorded calls did" },
  seed: {
    type: "string",
    description: "random numbers of this seed; given to the program as AO_SEED",
  },
  ...determinismArguments,
} as const;

interface ReplayValues {
  readonly match: "exact" | "ignore-system" | "position";
  readonly ignore: string | undefined;
  readonly cache: boolean;
  readonly edits: boolean;
  readonly offline: boolean;
  readonly pace: boolean;
  readonly seed: string | undefined;
  readonly clock: "recorded" | "real" | undefined;
  readonly random: "seeded" | "real" | undefined;
}

/** What they ask of the server. @throws AoError `usage`. */
export function toReplayOptions(values: ReplayValues): ReplayOptions {
  assertSeeded(values);
  return {
    match: toMatchRule(values),
    ...(values.edits ? {} : { edits: false }),
    ...(values.cache ? {} : { cache: false }),
    ...(values.offline ? { offline: true } : {}),
    ...(values.pace ? { pace: true } : {}),
    ...determinismOptions(values),
  };
}

/** @throws AoError `usage` for a seed of numbers that are to be real. */
export function assertSeeded({
  seed,
  random,
}: {
  readonly seed: string | undefined;
  readonly random: ReplayValues["random"];
}): void {
  if (seed === undefined || random !== "real") return;
  throw usage("cannot use --seed with --random real: a seed makes the numbers");
}

/** Says nothing where nothing is wished: then the settings decide. */
function determinismOptions({
  clock,
  random,
  seed,
}: Pick<ReplayValues, "clock" | "random" | "seed">): Pick<ReplayOptions, "clock" | "seed"> {
  const wished = seed ?? (random === undefined ? undefined : random === "seeded");
  return {
    ...(clock === undefined ? {} : { clock: clock === "recorded" }),
    ...(wished === undefined ? {} : { seed: wished }),
  };
}

function toMatchRule({ match, ignore }: Pick<ReplayValues, "match" | "ignore">): MatchRule {
  const paths = listOption(ignore);
  if (paths.length === 0) return { mode: match, ignore: [] };
  if (match !== "exact") throw usage(`cannot use --ignore with --match ${match}: choose one`);
  for (const path of paths) {
    if (parseIgnoredPath(path) === null) {
      throw usage(`cannot use "${path}" for --ignore: it is no path, such as messages[0].content`);
    }
  }
  return { mode: "ignore-paths", ignore: paths };
}
