// What the commands ask of the server: the one place of the CLI that knows the client.
import type { ApiClient } from "#src/client/api-client.ts";
import type { RunningServer } from "#src/client/find-server.ts";
import {
  newestRun,
  oldestFirst,
  subrunsInside,
  wholeRuns,
} from "#src/protocol/presentation/session-runs.ts";
import { AoError } from "#src/errors.ts";
import type { Run, Session } from "#src/protocol/session.ts";

export interface Connection {
  readonly api: ApiClient;
  readonly server: RunningServer;
}

/** The server, started where there is none, and a client of it. */
export async function connect(): Promise<Connection> {
  // Loaded here, so that help and errors of use do without them.
  const [settingsModule, serverModule, clientModule, tokenModule, output] = await Promise.all([
    import("#src/config/settings.ts"),
    import("#src/client/ensure-server.ts"),
    import("#src/client/api-client.ts"),
    import("#src/config/token.ts"),
    import("#src/cli/output.ts"),
  ]);
  const settings = settingsModule.readSettings(process.env);
  const server = await serverModule.ensureServer(settings, {
    onNotice: (message) => void output.say(message),
  });
  return { api: clientModule.createApiClient(server, tokenModule.loadToken(settings)), server };
}

export interface FoundRun {
  readonly session: Session;
  readonly run: Run;
  /** All runs of the session, oldest first, subruns too. */
  readonly runs: readonly Run[];
}

/**
 * A run of a session: the newest, or the one `reference` names (see {@link pickRun}).
 * @throws AoError `not_found` or `conflict`.
 */
export async function findRun(
  api: Pick<ApiClient, "findSession" | "listRuns">,
  sessionReference: string,
  reference: string | undefined,
): Promise<FoundRun> {
  const session = await api.findSession(sessionReference);
  const runs = oldestFirst(await api.listRuns(session.session_id));
  return { session, runs, run: pickRun(runs, session.name, reference) };
}

/**
 * Chooses among runs, oldest first: by nothing or `last` the newest of a whole program that is no control, by number as
 * `ao runs` counts, by id, by the path or name of a subrun in the newest run that has it, or by the
 * first letters of an id.
 * @throws AoError `not_found` or, where several fit, `conflict`.
 */
export function pickRun(
  runs: readonly Run[],
  sessionName: string,
  reference: string | undefined,
): Run {
  const whole = wholeRuns(runs);
  const newest = newestRun(runs);
  if (newest === undefined) {
    throw new AoError("not_found", `Cannot find a run of "${sessionName}": it has none yet`);
  }
  if (reference === undefined || reference === "last") return newest;
  const exact = /^\d+$/.test(reference)
    ? whole[Number(reference) - 1]
    : runs.find(({ run_id }) => run_id === reference);
  if (exact !== undefined) return exact;
  const named = subrunsNamed(runs, whole, reference);
  const byId = reference === "" ? [] : runs.filter(({ run_id }) => run_id.startsWith(reference));
  const fitting = named.length > 0 ? named : byId;
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    throw new AoError(
      "not_found",
      `Cannot find run "${reference}" of "${sessionName}": it has ${whole.length}`,
      { hint: `ao runs ${sessionName} lists them` },
    );
  }
  const names = fitting.map(({ run_id, path }) => (named.length > 0 ? path : run_id)).join(", ");
  throw new AoError("conflict", `Cannot tell which run is "${reference}": ${names}`, {
    hint: named.length > 0 ? "give the whole path" : "type more of the id",
  });
}

/** The subrun at this path, else those of this name, in the newest run that has any. */
function subrunsNamed(runs: readonly Run[], whole: readonly Run[], reference: string): Run[] {
  for (const { run_id } of whole.toReversed()) {
    const inside = subrunsInside(runs, run_id).map(({ run }) => run);
    const there = inside.filter(({ path }) => path === reference);
    const named = there.length > 0 ? there : inside.filter(({ name }) => name === reference);
    if (named.length > 0) return named;
  }
  return [];
}
