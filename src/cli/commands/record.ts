// `ao record`: runs a program and records its calls. Has the program's streams and exit code.
import { defineCommand } from "#src/cli/command.ts";
import { usage } from "#src/cli/arguments.ts";
import { endLikeProgram, reportRecorded, settlePatience } from "#src/cli/record-ending.ts";
import { assertSeeded, determinismArguments } from "#src/cli/rerun/replay-arguments.ts";
import { secondsOption } from "#src/cli/seconds-option.ts";
import { assertSessionName } from "#src/cli/session-name.ts";
import { type Settings, readSettings } from "#src/config/settings.ts";
import {
  type ClockChoice,
  type RandomChoice,
  determinismFields,
} from "#src/record/determinism-fields.ts";
import { inheritedDescriptors } from "#src/record/inherited-descriptors.ts";
import { newTarget, sessionNameFor } from "#src/record/open-run.ts";
import { recordRun } from "#src/record/record-run.ts";
import { findScript } from "#src/record/find-script.ts";
import type { SessionTarget } from "#src/record/session-target.ts";

export const recordCommand = defineCommand({
  meta: {
    name: "ao record",
    description: "Run a JavaScript or TypeScript program and record its LLM and tool calls.",
  },
  args: {
    script: { type: "positional", required: true, description: "the program's file" },
    name: { type: "string", description: "name of the session (default: the file's name)" },
    session: {
      type: "string",
      description: "run again inside this session, answered from what it recorded",
    },
    seed: { type: "string", description: "kept with the run and given to it as AO_SEED" },
    ...determinismArguments,
    timeout: { type: "string", valueHint: "seconds", description: "stop it after this; exit 124" },
    rewrite: { type: "boolean", default: true, description: "trace values through the program" },
    json: { type: "boolean", description: "end with one line of JSON on stderr" },
    quiet: { type: "boolean", alias: "q", description: "say nothing" },
  },
  rest: "program",
  examples: [
    { command: "ao record agent.ts", meaning: "record a program" },
    {
      command: "ao record --name billing agent.ts --input q.txt",
      meaning: "with a name; --input is the program's",
    },
    {
      command: "ao record --session last agent.ts",
      meaning: "again, unchanged calls from the cache",
    },
  ],
  notes:
    "The program has its own standard streams, working directory, environment, signals and exit code; what ao says comes on stderr after the program's output.",
  async run({ args }) {
    const descriptors = inheritedDescriptors();
    const [given = "", ...programArguments] = args._;
    const script = findScript(given);
    const timeoutMs = secondsOption(args.timeout, "--timeout");
    const settings = readSettings(process.env);
    const recorded = await recordRun(settings, {
      script,
      args: programArguments,
      ...(await findTarget(settings, { ...args, script })),
      descriptors,
      timeoutMs,
      patience: { deliverMs: 10_000, settleMs: settlePatience(args) },
    });
    if (!args.quiet) await reportRecorded(recorded, settings, args.json);
    return endLikeProgram(recorded);
  },
});

interface TargetWish {
  readonly script: string;
  readonly name: string | undefined;
  readonly session: string | undefined;
  readonly seed: string | undefined;
  readonly clock: ClockChoice | undefined;
  readonly random: RandomChoice | undefined;
}

async function findTarget(settings: Settings, wish: TargetWish): Promise<SessionTarget> {
  const { name, session, clock = settings.clock, random = settings.random } = wish;
  assertSeeded(wish);
  const seed = wish.seed ?? settings.seed;
  if (session !== undefined) {
    if (name !== undefined) throw usage("cannot use --name with --session: it has a name");
    const { targetInSession } = await import("#src/record/session-target.ts");
    return targetInSession(settings, session, { seed, clock, random });
  }
  const determinism = determinismFields({ clock, random, seed, parent: null });
  if (name !== undefined) assertSessionName(name);
  return { seed, determinism, target: newTarget(name ?? sessionNameFor(wish.script)) };
}
