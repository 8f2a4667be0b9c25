// `ao rm`: deletes sessions with all their runs, one run of a session, or the cache of one. Finds all
// before it deletes any.
import { usage } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { canAsk, confirm, printJson, say } from "#src/cli/output.ts";
import { type FoundRun, connect, findRun } from "#src/cli/session-api.ts";
import { plural } from "#src/protocol/presentation/format.ts";
import { jsonOption, runOption, sessionArgument } from "#src/cli/shared-arguments.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import type { CacheErasure, SessionCacheErasure } from "#src/protocol/http-api.ts";
import type { Session } from "#src/protocol/session.ts";

interface Wish {
  readonly _: readonly string[];
  readonly yes: boolean;
  readonly json: boolean;
}

export const rmCommand = defineCommand({
  meta: {
    name: "ao rm",
    description: "Delete sessions and everything recorded in them, or one run of a session.",
  },
  args: {
    session: sessionArgument,
    run: {
      ...runOption,
      description: 'only this run with its subruns: an id, or its number in "ao runs"',
    },
    cache: {
      type: "boolean",
      description: "only the answers, of all its runs or of the one of --run: never served again",
    },
    yes: { type: "boolean", alias: "y", description: "do not ask" },
    json: jsonOption,
  },
  rest: "repeat",
  values: { session: "session", run: "run" },
  notes:
    "On a terminal it asks first, unless one session is given by its whole id or name. Where one of several is unknown, none is deleted. What is running is not deleted. The re-runs of a run that is deleted stay.",
  examples: [
    { command: "ao rm billing", meaning: "delete the session of that name" },
    { command: "ao rm --yes k3x h7p", meaning: "two by the first letters of their ids" },
    { command: "ao rm billing --run 2", meaning: "the second of its runs" },
    { command: "ao rm billing --cache", meaning: "the next re-run asks for everything anew" },
    { command: "ao rm billing --cache --run 2", meaning: "only what the second run was answered" },
  ],
  async run({ args }) {
    const { api } = await connect();
    if (args.cache) return eraseCache(api, args, args.run);
    return args.run === undefined ? removeSessions(api, args) : removeRun(api, args, args.run);
  },
});

async function removeRun(api: ApiClient, wish: Wish, reference: string): Promise<number> {
  const [name = "", ...more] = wish._;
  if (more.length > 0) throw usage("cannot use --run with several sessions: name one");
  const { session, run } = await findRun(api, name, reference);
  const asked = `  run ${run.run_id} of ${session.name}, ${plural(run.nodes, "call")}\nDelete this run?`;
  if (!wish.yes && canAsk() && !(await confirm(asked))) return nothing();
  await api.deleteRun(run.run_id);
  if (wish.json) await printJson({ deleted: [run.run_id] });
  else await say(`deleted run ${run.run_id} of ${session.name} (${session.session_id})`);
  return 0;
}

/** Nothing that can be seen goes; so nobody is asked. */
async function eraseCache(
  api: ApiClient,
  wish: Wish,
  reference: string | undefined,
): Promise<number> {
  const [name = "", ...more] = wish._;
  if (more.length > 0) throw usage("cannot use --cache with several sessions: name one");
  const { session, what, erased } =
    reference === undefined
      ? await eraseSession(api, name)
      : await eraseRun(api, await findRun(api, name, reference));
  if (wish.json) {
    await printJson(erased);
    return 0;
  }
  await say(`erased the cache of ${what}`);
  for (const user of erased.in_use_by) {
    await say(
      `run ${user} is going on and was given answers before: ao stop ${session.session_id} --run ${user}`,
    );
  }
  return 0;
}

interface Erased {
  readonly session: Session;
  readonly what: string;
  readonly erased: CacheErasure | SessionCacheErasure;
}

async function eraseSession(api: ApiClient, name: string): Promise<Erased> {
  const session = await api.findSession(name);
  const erased = await api.eraseCacheOfSession(session.session_id);
  const graphs = session.runs === 1 ? "its graph stays" : "their graphs stay";
  const what = `${session.name} (${session.session_id}), ${plural(session.runs, "run")}; ${graphs}`;
  return { session, what, erased };
}

async function eraseRun(api: ApiClient, { session, run }: FoundRun): Promise<Erased> {
  const erased = await api.eraseCache(run.run_id);
  return { session, what: `run ${run.run_id} of ${session.name}; its graph stays`, erased };
}

async function removeSessions(api: ApiClient, wish: Wish): Promise<number> {
  const sessions = new Map<string, Session>();
  for (const reference of wish._) {
    const session = await api.findSession(reference);
    sessions.set(session.session_id, session);
  }
  const found = [...sessions.values()];
  const mustAsk = !wish.yes && canAsk() && !isNamedExactly(found, wish._);
  if (mustAsk && !(await confirm(question(found)))) return nothing();
  for (const { session_id, name } of found) {
    await api.deleteSession(session_id);
    if (!wish.json) await say(`deleted ${name} (${session_id})`);
  }
  if (wish.json) await printJson({ deleted: found.map(({ session_id }) => session_id) });
  return 0;
}

async function nothing(): Promise<number> {
  await say("Nothing deleted.");
  return 1;
}

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
