// The part of the run service that runs runs again. Runs in the server, once per store.
import type { Directories } from "#src/config/directories.ts";
import { isAoError } from "#src/errors.ts";
import type { RerunPreview } from "#src/protocol/http-api.ts";
import type { Environments } from "#src/runs/environments.ts";
import { assertBackground } from "#src/runs/assert-program.ts";
import { eraseCache, eraseCacheOfSession } from "#src/runs/erase-cache.ts";
import { exportReplay } from "#src/runs/export-replay.ts";
import type { Journal } from "#src/runs/journal.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { readPreview } from "#src/runs/read-preview.ts";
import { checkMatch } from "#src/runs/replay/check-match.ts";
import type { RerunService } from "#src/runs/rerun-service.ts";
import { stopRun } from "#src/runs/stop-run.ts";
import type { StoreReader } from "#src/store/store.ts";

export interface RerunParts {
  readonly journal: Journal;
  readonly directories: Directories;
  readonly environments: Environments;
  readonly collect: () => Promise<void>;
}

/** See {@link RerunService}. */
export function createRerunService(parts: RerunParts): RerunService {
  const { journal, directories, environments, collect } = parts;
  const store = journal.reader;
  return {
    exportReplay: async (runId, options) => {
      checkMatch(options);
      return exportReplay(store, directories, { runId, options });
    },
    previewRerun: async (runId, options) => {
      checkMatch(options);
      const preview = await readPreview(store, runId, options);
      return { ...preview, background: await backgroundOf(store, environments, runId) };
    },
    eraseCache: (runId) => eraseCache(journal, runId),
    eraseCacheOfSession: (sessionId) => eraseCacheOfSession(journal, sessionId),
    stopRun: (runId, graceMs) => stopRun({ store, directories, collect }, runId, graceMs),
    keepEnvironment: (runId, variables) => environments.keep(runId, variables),
    environmentFor: (runId) => environmentFor(store, environments, runId),
  };
}

/** Forgets the environments of runs that have been deleted. */
export async function forgetDeleted(store: StoreReader, environments: Environments): Promise<void> {
  for (const runId of environments.runIds()) {
    if ((await store.runs.get(runId)) === null) environments.drop(runId);
  }
}

async function backgroundOf(
  store: StoreReader,
  environments: Environments,
  runId: string,
): Promise<RerunPreview["background"]> {
  const { run } = await requireRun(store, runId);
  const known = await environmentFor(store, environments, runId);
  const environment = known === null ? "server" : "recorded";
  try {
    assertBackground(run);
    return { problem: null, environment };
  } catch (error) {
    if (!isAoError(error)) throw error;
    return { problem: error.message, environment };
  }
}

async function environmentFor(
  store: StoreReader,
  environments: Environments,
  runId: string,
): ReturnType<RerunService["environmentFor"]> {
  const own = environments.of(runId);
  if (own !== null) return own;
  const { run } = await requireRun(store, runId);
  for (const other of await store.runs.listOf(run.session_id)) {
    const found = environments.of(other.run.run_id);
    if (found !== null) return found;
  }
  return null;
}
