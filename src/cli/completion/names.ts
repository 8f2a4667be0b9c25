// Names of what was recorded, for tab completion. Asks a running server only: a key press must not
// start one, and must not fail.
import type { Candidate, NameSource } from "#src/cli/completion/candidates.ts";
import { formatAge } from "#src/protocol/presentation/format.ts";
import { newestRun, oldestFirst } from "#src/protocol/presentation/session-runs.ts";
import { cut, oneLine } from "#src/cli/text.ts";
import { type ApiClient, createApiClient } from "#src/client/api-client.ts";
import { findServer } from "#src/client/find-server.ts";
import { readSettings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";

/** More than anybody looks through; the shells take their time with long lists. */
const MAXIMUM_NODES = 500;

/** Names and ids from the running server; none where there is no server. */
export function serverNames(): NameSource {
  return {
    sessions: () =>
      fromServer(async (api) => {
        const { sessions } = await api.listSessions({ limit: 50 });
        const now = new Date();
        const newest = { value: "last", meaning: "the newest session" };
        const names = new Map(
          sessions.map(({ name, last_activity }) => [name, formatAge(last_activity, now)] as const),
        );
        const ids = sessions.map(({ session_id, name }) => ({ value: session_id, meaning: name }));
        return [newest, ...[...names].map(([value, meaning]) => ({ value, meaning })), ...ids];
      }),
    runs: (session) =>
      fromServer(async (api) => {
        const runs = oldestFirst(await api.listRuns(session));
        return runs.map((run) => ({
          value: run.run_id,
          meaning: oneLine([run.path, run.status, run.label].filter(Boolean).join(" ")),
        }));
      }),
    nodes: (session) =>
      fromServer(async (api) => {
        const newest = newestRun(oldestFirst(await api.listRuns(session)));
        if (newest === undefined) return [];
        const { nodes } = await api.outline(newest.run_id);
        return nodes
          .slice(0, MAXIMUM_NODES)
          .map(({ id, label }) => ({ value: id, meaning: cut(oneLine(label), 60) }));
      }),
  };
}

async function fromServer(
  ask: (api: ApiClient) => Promise<readonly Candidate[]>,
): Promise<readonly Candidate[]> {
  try {
    const settings = readSettings(process.env);
    const server = await findServer(settings);
    return server === null ? [] : await ask(createApiClient(server, loadToken(settings)));
  } catch {
    // Completion has nowhere to say what went wrong; the command itself will.
    return [];
  }
}
