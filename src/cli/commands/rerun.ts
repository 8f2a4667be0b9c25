// `ao rerun`: runs a recorded program again. Unchanged calls are answered from what was recorded.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { replayArguments, toReplayOptions } from "#src/cli/rerun/replay-arguments.ts";
import { secondsOption } from "#src/cli/seconds-option.ts";
import { connect, findRun } from "#src/cli/session-api.ts";
import { runOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import { inheritedDescriptors } from "#src/record/inherited-descriptors.ts";

export const rerunCommand = defineCommand({
  meta: {
    name: "ao rerun",
    description:
      "Run a recorded program again, with its edits. Calls that ask what they asked before are answered from what was recorded.",
  },
  args: {
    session: sessionArgument,
    run: runOption,
    dry: { type: "boolean", description: "say which calls would go out, and start nothing" },
    ...replayArguments,
    timeout: { type: "string", valueHint: "seconds", description: "stop it after this; exit 124" },
    detach: { type: "boolean", description: "run in the background, and print the new run" },
    wait: { type: "boolean", description: "with --detach: wait for its end" },
    json: {
      type: "boolean",
      description: "end with one line of JSON on stderr, as ao record does",
    },
    quiet: { type: "boolean", alias: "q", description: "say nothing" },
  },
  values: { session: "session", run: "run" },
  repeatable: ["ignore"],
  examples: [
    { command: "ao rerun last", meaning: "the newest run of the newest session, again" },
    {
      command: "ao rerun billing --dry",
      meaning: "what its edits reach, and what that would cost",
    },
    { command: "ao rerun billing --offline", meaning: "nothing goes out: only what is recorded" },
  ],
  notes:
    "It has the recorded directory, file and arguments, and the environment of this shell; its streams, signals and exit code are the program's. A key that is missing here gets a stand-in, which no call may be sent with.",
  async run({ args }) {
    const descriptors = inheritedDescriptors();
    const options = toReplayOptions(args);
    const timeoutMs = secondsOption(args.timeout, "--timeout");
    if (args.wait && !args.detach)
      throw usage("cannot use --wait without --detach: it waits anyway");
    if (args.dry && args.detach) throw usage("cannot use --dry with --detach: nothing is started");
    const { api } = await connect();
    const { session, run } = await findRun(api, args.session, args.run);
    const wish = { api, session, run, options, timeoutMs };
    if (args.dry) {
      const { printPreview } = await import("#src/cli/rerun/preview.ts");
      return printPreview(wish, args.json);
    }
    if (args.detach) {
      const { rerunDetached } = await import("#src/cli/rerun/detached.ts");
      return rerunDetached(wish, args);
    }
    const { rerunInForeground } = await import("#src/cli/rerun/foreground.ts");
    return rerunInForeground(wish, { descriptors, json: args.json, quiet: args.quiet });
  },
});
