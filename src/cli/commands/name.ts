// `ao name`: a session's name.
import { defineCommand } from "#src/cli/command.ts";
import { printJson, say } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { assertSessionName } from "#src/cli/session-name.ts";
import { jsonOption, sessionArgument } from "#src/cli/shared-arguments.ts";

export const nameCommand = defineCommand({
  meta: { name: "ao name", description: "Give a session another name." },
  args: {
    session: sessionArgument,
    name: {
      type: "positional",
      required: true,
      description: 'the new one: letters, digits, ".", "_" and "-", at most 64',
    },
    json: jsonOption,
  },
  values: { session: "session" },
  examples: [{ command: "ao name last billing", meaning: 'from now on it is "ao graph billing"' }],
  notes: "Several sessions may have one name; it then means the newest of them.",
  async run({ args }) {
    assertSessionName(args.name);
    const { api } = await connect();
    const before = await api.findSession(args.session);
    const session = await api.renameSession(before.session_id, args.name);
    if (args.json) return printJson(session);
    return say(`renamed: ${before.name} is now ${session.name} (${session.session_id})`);
  },
});
