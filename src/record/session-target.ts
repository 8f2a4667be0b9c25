// `ao record --session`: another run inside a session that exists, served from its cache. Runs in
// the CLI.
import { createApiClient } from "#src/client/api-client.ts";
import { ensureServer } from "#src/client/ensure-server.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";
import type { RunTarget } from "./open-run.ts";

/** @throws AoError where there is no such session. */
export async function targetInSession(settings: Settings, reference: string): Promise<RunTarget> {
  const api = createApiClient(await ensureServer(settings), loadToken(settings));
  const session = await api.findSession(reference);
  const [runs, cache] = await Promise.all([
    api.listRuns(session.session_id),
    api.exportCache(session.session_id),
  ]);
  const newest = runs.reduce<(typeof runs)[number] | null>(
    (best, run) => (best === null || run.started_at > best.started_at ? run : best),
    null,
  );
  return {
    sessionId: session.session_id,
    sessionName: session.name,
    parentRunId: newest?.run_id ?? null,
    cacheFile: cache.file,
  };
}
