// Puts the parts of the run service together. Runs in the server, once per store.
import type { Directories } from "#src/config/directories.ts";
import type { Logger } from "#src/config/logger.ts";
import { readAttachment } from "#src/runs/attachment.ts";
import { createCollector } from "#src/runs/collect.ts";
import { deleteRun } from "#src/runs/delete-run.ts";
import { createRerunService, forgetDeleted } from "#src/runs/create-rerun-service.ts";
import { editNode, revertNode } from "#src/runs/edits/edit-node.ts";
import { listEdits } from "#src/runs/edits/list-edits.ts";
import { Environments } from "#src/runs/environments.ts";
import { findRun, findSession, unknown } from "#src/runs/find-reference.ts";
import { graphJson } from "#src/runs/graph-json.ts";
import { type IngestServices, ingest } from "#src/runs/ingest.ts";
import { Journal } from "#src/runs/journal.ts";
import { LiveTexts } from "#src/runs/live-texts.ts";
import { Matching } from "#src/runs/matching.ts";
import { readNodeDetail, requireRun } from "#src/runs/node-detail.ts";
import { diffRuns } from "#src/runs/diff/diff-runs.ts";
import { readOutline } from "#src/runs/outline.ts";
import { readOutput } from "#src/runs/program-output.ts";
import { announceRun } from "#src/runs/run-events.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { Indexing } from "#src/runs/search/indexing.ts";
import { type SearchServices, search, sessionsWith } from "#src/runs/search/search.ts";
import {
  clearSessions,
  createSession,
  deleteSession,
  listSessions,
  renameSession,
  requireSession,
  sessionStats,
} from "#src/runs/session-actions.ts";
import { readManifest } from "#src/runs/spool-folder.ts";
import { readRunLog } from "#src/runs/program-log.ts";
import { runsNamed } from "#src/runs/subruns.ts";
import type { Store } from "#src/store/store.ts";

export interface RunServiceOptions {
  /** Closed together with the service. */
  readonly store: Store;
  readonly directories: Directories;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The service over an open store, with the matching of earlier runs taken up again. */
export async function createRunService(options: RunServiceOptions): Promise<RunService> {
  const { store, directories, logger } = options;
  const now = options.now ?? Date.now;
  const journal = await Journal.open(store, logger);
  const liveTexts = new LiveTexts(() => journal.hasListeners);
  const matching = new Matching(journal, logger);
  const indexing = new Indexing(journal, matching, logger);
  const services: IngestServices = {
    journal,
    logger,
    liveTexts,
    now,
    readManifest: (runId) => readManifest(directories.spool, runId),
  };
  const take: RunService["ingest"] = async (runId, streamId, events) => {
    const seq = await ingest(services, { runId, streamId }, events);
    for (const each of runsNamed(runId, events)) matching.wake(each);
    indexing.wake();
    return seq;
  };
  const environments = new Environments();
  const collector = createCollector({
    journal,
    directories,
    logger,
    liveTexts,
    ingest: take,
    matching,
  });
  await matching.resume();
  indexing.wake();
  return {
    ...reading(journal),
    ...searching({ reader: journal.reader, indexing }),
    ...changing({ journal, directories, environments }, now),
    ...createRerunService({
      journal,
      directories,
      environments,
      collect: () => collector.collect(),
    }),
    ingest: take,
    settle: (runId) => collector.settle(runId),
    collect: () => collector.collect(),
    async [Symbol.asyncDispose]() {
      await matching.stop();
      await indexing.stop();
      await journal.idle();
      await store[Symbol.asyncDispose]();
    },
  };
}

function searching(services: SearchServices): Pick<RunService, "listSessions" | "search"> {
  return {
    async listSessions(query) {
      const found =
        query.search === undefined ? undefined : await sessionsWith(services, query.search);
      return listSessions(services.reader, query, found);
    },
    search: (query) => search(services, query),
  };
}

type Reading =
  | "findSession"
  | "sessionStats"
  | "counts"
  | "listRuns"
  | "findRun"
  | "latestRun"
  | "listEdits"
  | "outline"
  | "graphJson"
  | "node"
  | "output"
  | "environment"
  | "diff"
  | "log"
  | "attachment"
  | "subscribe"
  | "replay"
  | "currentSeq";

function reading(journal: Journal): Pick<RunService, Reading> {
  const { reader } = journal;
  return {
    findSession: (reference) => findSession(reader, reference),
    sessionStats: (sessionId) => sessionStats(reader, sessionId),
    counts: () => reader.sessions.counts(),
    async listRuns(sessionId) {
      await requireSession(reader, sessionId);
      return (await reader.runs.listOf(sessionId)).map((record) => record.run);
    },
    findRun: (reference) => findRun(reader, reference),
    async latestRun(sessionId) {
      const run = await reader.runs.latestOf(sessionId);
      if (run === null) throw unknown("run", sessionId, "the session has none");
      return run;
    },
    listEdits: (runId) => listEdits(reader, runId),
    outline: (runId) => readOutline(reader, runId),
    async *graphJson(runId) {
      yield* graphJson(reader, await requireRun(reader, runId));
    },
    node: (runId, nodeId) => readNodeDetail(reader, runId, nodeId),
    output: (runId) => readOutput(reader, runId),
    async environment(runId) {
      const { environmentNames } = await requireRun(reader, runId);
      return { run_id: runId, names: [...environmentNames].sort() };
    },
    diff: (a, b, control) => diffRuns(reader, { a, b, control }),
    log: (runId) => readRunLog(reader, runId),
    attachment: (sha256) => readAttachment(reader, sha256),
    subscribe: (listener) => journal.subscribe(listener),
    replay: (since, sessionId) => journal.replay(since, sessionId),
    currentSeq: () => journal.currentSeq,
  };
}

interface ChangeServices {
  readonly journal: Journal;
  readonly directories: Directories;
  readonly environments: Environments;
}

function changing(
  { journal, directories, environments }: ChangeServices,
  now: () => number,
): Pick<
  RunService,
  | "createSession"
  | "renameSession"
  | "deleteSession"
  | "clear"
  | "patchRun"
  | "deleteRun"
  | "editNode"
  | "revertNode"
> {
  const deleted = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await forgetDeleted(journal.reader, environments);
    return result;
  };
  return {
    createSession: (request) => createSession(journal, request, now()),
    renameSession: (sessionId, name) => renameSession(journal, sessionId, name),
    deleteRun: (runId) => deleted(deleteRun({ journal, directories }, runId)),
    deleteSession: (sessionId) => deleted(deleteSession({ journal, directories }, sessionId)),
    clear: () => deleted(clearSessions({ journal, directories })),
    editNode: (runId, nodeId, request) =>
      journal.change((change) => editNode(change, { runId, nodeId }, request, now())),
    revertNode: (runId, nodeId) =>
      journal.change((change) => revertNode(change, { runId, nodeId }, now())),
    patchRun: (runId, patch) =>
      journal.change(async (change) => {
        await requireRun(change.store, runId);
        await change.store.runs.patch(runId, patch);
        await announceRun(change, runId, "run.updated");
        return (await requireRun(change.store, runId)).run;
      }),
  };
}
