// `ao label`: a short name for a run, and a colour to find it by.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { patchRun } from "#src/cli/patch-run.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import { COLOURS, type RunPatch } from "#src/protocol/session.ts";

const HEXADECIMAL = /^#[0-9a-fA-F]{6}$/;

export const labelCommand = defineCommand({
  meta: { name: "ao label", description: "Give a run a short label, a colour, or both." },
  args: {
    session: sessionArgument,
    text: { type: "positional", required: false, description: "the label, at most 200 characters" },
    run: runOption,
    colour: { type: "string", valueHint: "colour", description: "a name (red) or #rrggbb" },
    clear: { type: "boolean", description: "take label and colour away" },
    json: jsonOption,
  },
  values: { session: "session", run: "run", colour: COLOURS },
  examples: [
    { command: 'ao label last "good one"', meaning: "label the newest run" },
    { command: "ao label billing --run 2 --colour red", meaning: "mark another one" },
  ],
  async run({ args }) {
    const patch = readPatch(args);
    await patchRun(args, patch, args.clear ? "label cleared" : "labelled");
  },
});

function readPatch(args: {
  readonly text: string | undefined;
  readonly colour: string | undefined;
  readonly clear: boolean;
}): RunPatch {
  if (args.clear) {
    if (args.text !== undefined || args.colour !== undefined) {
      throw usage("cannot use --clear with a label or colour: it takes both away");
    }
    return { label: null, colour: null };
  }
  if (args.text === undefined && args.colour === undefined) {
    throw usage('missing argument <text>: "ao label" needs it, or --colour or --clear');
  }
  if (args.text !== undefined && args.text.length > 200) {
    throw usage(`cannot use this label: it has ${args.text.length} characters, 200 are allowed`);
  }
  if (args.colour !== undefined) assertColour(args.colour);
  return {
    ...(args.text === undefined ? {} : { label: args.text === "" ? null : args.text }),
    ...(args.colour === undefined ? {} : { colour: args.colour }),
  };
}

function assertColour(colour: string): void {
  if (HEXADECIMAL.test(colour) || COLOURS.some((name) => name === colour)) return;
  throw usage(
    `cannot use "${colour}" for --colour: it is neither #rrggbb nor one of ${COLOURS.join(", ")}`,
  );
}
