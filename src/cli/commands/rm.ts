// `ao rm`: deletes sessions with all their runs. Finds all of them before it deletes any.
import { defineCommand } from "#src/cli/command.ts";
import { canAsk, confirm, printJson, say } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { plural } from "#src/cli/format.ts";
import { jsonOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import type { Session } from "#src/protocol/session.ts";

export const rmCommand = defineCommand({
  meta: { name: "ao rm", description: "Delete sessions and everything recorded in them." },
  args: {
    session: sessionArgument,
    yes: { type: "boolean", alias: "y", description: "do not ask" },
    json: jsonOption,
  },
  rest: "repeat",
  values: { session: "session" },
  notes:
    "On a terminal it asks first, unless one session is given by its whole id or name. Where one of several is unknown, none is deleted.",
  examples: [
    { command: "ao rm billing", meaning: "delete the session of that name" },
    { command: "ao rm --yes k3x h7p", meaning: "two by the first letters of their ids" },
  ],
  async run({ args }) {
    const { api } = await connect();
    const sessions = new Map<string, Session>();
    for (const reference of args._) {
      const session = await api.findSession(reference);
      sessions.set(session.session_id, session);
    }
    const found = [...sessions.values()];
    const mustAsk = !args.yes && canAsk() && !isNamedExactly(found, args._);
    if (mustAsk && !(await confirm(question(found)))) {
      await say("Nothing deleted.");
      return 1;
    }
    for (const { session_id, name } of found) {
      await api.deleteSession(session_id);
      if (!args.json) await say(`deleted ${name} (${session_id})`);
    }
    if (args.json) await printJson({ deleted: found.map(({ session_id }) => session_id) });
    return 0;
  },
});

/** Whoever types a whole name knows what it names; `last` and prefixes may name something else. */
function isNamedExactly(sessions: readonly Session[], references: readonly string[]): boolean {
  const [session] = sessions;
  const [reference] = references;
  if (session === undefined || sessions.length > 1 || references.length > 1) return false;
  return reference === session.session_id || reference === session.name;
}

function question(sessions: readonly Session[]): string {
  const lines = sessions.map(
    ({ name, session_id, runs }) => `  ${name} (${session_id}), ${plural(runs, "run")}`,
  );
  const what = sessions.length === 1 ? "this session" : `these ${sessions.length} sessions`;
  return `${lines.join("\n")}\nDelete ${what}?`;
}
