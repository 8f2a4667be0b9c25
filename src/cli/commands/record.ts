// `ao record`: runs a program and records its calls. Has the program's streams and exit code.
import { defineCommand } from "#src/cli/command.ts";
import { usage } from "#src/cli/arguments.ts";
import { type Settings, readSettings } from "#src/config/settings.ts";
import { AoError } from "#src/errors.ts";
import { NAME_PATTERN } from "#src/protocol/create-id.ts";
import { inheritedDescriptors } from "#src/record/inherited-descriptors.ts";
import { type RunTarget, newTarget, sessionNameFor } from "#src/record/open-run.ts";
import { type RecordedRun, recordRun } from "#src/record/record-run.ts";
import { shellExitCode, toReport, toSentence } from "#src/record/record-summary.ts";
import { findScript } from "#src/record/find-script.ts";
import { endBySignal } from "#src/record/signals.ts";

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
    const settings = readSettings(process.env);
    const recorded = await recordRun(settings, {
      script,
      args: programArguments,
      seed: args.seed ?? settings.seed,
      target: await findTarget(settings, { script, name: args.name, session: args.session }),
      descriptors,
      patience: { deliverMs: 10_000, settleMs: args.json ? 60_000 : 5000 },
    });
    if (!args.quiet) await report(recorded, settings, args.json);
    if (recorded.exit.signal !== null) await endBySignal(recorded.exit.signal);
    return shellExitCode(recorded);
  },
});

interface TargetWish {
  readonly script: string;
  readonly name: string | undefined;
  readonly session: string | undefined;
}

async function findTarget(settings: Settings, wish: TargetWish): Promise<RunTarget> {
  if (wish.session !== undefined) {
    if (wish.name !== undefined) throw usage("cannot use --name with --session: it has a name");
    const { targetInSession } = await import("#src/record/session-target.ts");
    return targetInSession(settings, wish.session);
  }
  const { name } = wish;
  if (name === undefined) return newTarget(sessionNameFor(wish.script));
  if (name === "last") throw usage('cannot use the name "last": it stands for the newest session');
  if (!new RegExp(NAME_PATTERN).test(name)) {
    throw new AoError(
      "usage",
      `cannot use the name "${name}": letters, digits, ".", "_" and "-" only, at most 64`,
    );
  }
  return newTarget(name);
}

async function report(recorded: RecordedRun, settings: Settings, asJson: boolean): Promise<void> {
  const { readServerFile, serverUrl } = await import("#src/config/server-file.ts");
  const server = readServerFile(settings.directories.serverFile);
  const address = server === null ? null : serverUrl(server);
  const text = asJson ? JSON.stringify(toReport(recorded, address)) : toSentence(recorded);
  // Written at once and whole: loading the terminal library would delay every recorded program.
  process.stderr.write(`${text}\n`);
}
