// `ao name`: a session's name.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { printJson, say } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { jsonOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import { NAME_PATTERN } from "#src/protocol/create-id.ts";

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
    assertName(args.name);
    const { api } = await connect();
    const before = await api.findSession(args.session);
    const session = await api.renameSession(before.session_id, args.name);
    if (args.json) return printJson(session);
    return say(`renamed: ${before.name} is now ${session.name} (${session.session_id})`);
  },
});

function assertName(name: string): void {
  if (name === "last") throw usage('cannot use the name "last": it stands for the newest session');
  if (new RegExp(NAME_PATTERN).test(name)) return;
  throw usage(`cannot use the name "${name}": letters, digits, ".", "_" and "-" only, at most 64`);
}
