// `ao test`: freezes a run as an offline test, and checks such tests.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { secondsOption } from "#src/cli/seconds-option.ts";
import { jsonOption, runOption } from "#src/cli/shared-arguments.ts";

export const testCommand = defineCommand({
  meta: {
    name: "ao test",
    description:
      "Freeze a run as an offline test, a file to commit; or check such files, with no keys, no network and no server.",
  },
  args: {
    file: { type: "positional", required: false, description: "tests to check" },
    freeze: {
      type: "string",
      valueHint: "session",
      description: "make a test of a run of this session",
    },
    run: { ...runOption, description: "with --freeze: which run; else the newest" },
    out: {
      type: "string",
      valueHint: "file",
      description: "with --freeze: the file; else <session>.aotest.jsonl",
    },
    strict: { type: "boolean", description: "fail where a recorded call is not made any more" },
    timeout: {
      type: "string",
      valueHint: "seconds",
      description: "a test fails that takes longer",
    },
    verbose: { type: "boolean", alias: "v", description: "show what the programs write" },
    json: jsonOption,
  },
  rest: "repeat",
  values: { file: "file", freeze: "session", run: "run", out: "file" },
  examples: [
    { command: "ao test --freeze last", meaning: "the newest run as a test, here" },
    { command: "ao test *.aotest.jsonl", meaning: "check them: 0 if all pass, else 1" },
  ],
  notes:
    "A test runs the program again with the recorded answers. It passes where the program makes only calls that are in the file and exits as it did; for a call that is not, it says which recorded one is nearest and where they first differ. Recorded calls that are not made any more are told, and fail with --strict. The first line has the names of the keys that the program needs (keys): each gets a stand-in; one that is read in no file of the program's own can be added.",
  async run({ args }) {
    const files = args._;
    if (args.freeze !== undefined) {
      if (files.length > 0) throw usage("cannot check files with --freeze: do one, then the other");
      assertNoCheck(args);
      const { freezeCommand } = await import("#src/cli/test/freeze-run.ts");
      return freezeCommand({ ...args, session: args.freeze });
    }
    if (files.length === 0) {
      throw usage('missing argument <file>: "ao test" needs it, or --freeze <session>');
    }
    if (args.run !== undefined || args.out !== undefined) {
      throw usage("cannot use --run and --out without --freeze: a test knows its run");
    }
    const timeoutMs = secondsOption(args.timeout, "--timeout");
    const { checkTests } = await import("#src/cli/test/check-tests.ts");
    return checkTests(files, { ...args, timeoutMs });
  },
});

function assertNoCheck(args: {
  readonly strict: boolean;
  readonly verbose: boolean;
  readonly timeout: string | undefined;
}): void {
  const given = (["strict", "verbose", "timeout"] as const).find((name) => Boolean(args[name]));
  if (given === undefined) return;
  throw usage(`cannot use --${given} with --freeze: it is for checking a test`);
}
