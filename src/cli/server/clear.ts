// `ao server clear`.
import { defineCommand } from "#src/cli/command.ts";
import { plural } from "#src/protocol/presentation/format.ts";
import { canAsk, confirm, printData, printJson, say } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { connect } from "#src/cli/session-api.ts";
import { usage } from "#src/cli/arguments.ts";

export const clearCommand = defineCommand({
  meta: {
    name: "ao server clear",
    description:
      "Delete all sessions and what was recorded in them. What runs at the moment stays.",
  },
  args: { yes: { type: "boolean", alias: "y", description: "do not ask" }, json: jsonOption },
  examples: [{ command: "ao server clear --yes", meaning: "without being asked" }],
  async run({ args }) {
    if (!args.yes && !canAsk()) {
      throw usage("cannot ask whether to delete all sessions: not on a terminal", "add --yes");
    }
    const { api } = await connect();
    const { total_sessions: total } = await api.health();
    if (!args.yes && !(await confirm(`Delete all sessions (${total})?`))) {
      await say("Nothing deleted.");
      return 1;
    }
    const { deleted } = await api.clear();
    const { total_sessions: left } = await api.health();
    if (args.json) return printJson({ deleted, kept: left });
    const kept = left === 0 ? "" : `; ${plural(left, "session")} kept, recorded at the moment`;
    await printData(`${plural(deleted, "session")} deleted${kept}\n`);
  },
});
