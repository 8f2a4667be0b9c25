// What people do with sessions: create, list, delete. Runs in the server.
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import { AoError } from "#src/errors.ts";
import type {
  SessionCreate,
  SessionList,
  SessionQuery,
  SessionStats,
} from "#src/protocol/http-api.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { Session } from "#src/protocol/session.ts";
import { unknown } from "#src/runs/find-reference.ts";
import type { Journal } from "#src/runs/journal.ts";
import { removeReplaysOfRuns } from "#src/runs/replay/replay-folder.ts";
import { announceSession } from "#src/runs/run-events.ts";
import { isRunAlive } from "#src/runs/run-life.ts";
import type { SessionSearch } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

const DEFAULT_LIMIT = 50;
/** Characters of JSON; every list of sessions carries it. */
const MAXIMUM_METADATA = 64 * 1024;
/** One transaction of `clear` deletes about this much: each looks once for what is still used. */
const CLEARED_SESSIONS = 100;
const CLEARED_NODES = 1000;

/** See {@link RunService.createSession}. */
export async function createSession(
  journal: Journal,
  request: SessionCreate,
  now: number,
): Promise<Session> {
  assertSmall("config", request.config);
  assertSmall("metadata", request.metadata);
  if (request.name !== undefined) assertName(request.name);
  const sessionId = createId();
  return journal.change(async (change) => {
    await change.store.sessions.insert({
      sessionId,
      name: request.name ?? sessionId,
      kind: request.kind ?? "record",
      userId: request.user_id ?? null,
      createdAt: now,
      config: request.config ?? {},
      metadata: request.metadata ?? {},
    });
    await announceSession(change, sessionId);
    return requireSession(change.store, sessionId);
  });
}

function assertSmall(field: string, value: unknown): void {
  if (JSON.stringify(value ?? {}).length <= MAXIMUM_METADATA) return;
  throw new AoError("too_large", `Cannot create the session: its ${field} is over 64 KB of JSON`);
}

/** See {@link RunService.renameSession}. */
export async function renameSession(
  journal: Journal,
  sessionId: string,
  name: string,
): Promise<Session> {
  assertName(name);
  return journal.change(async (change) => {
    await requireSession(change.store, sessionId);
    await change.store.sessions.rename(sessionId, name);
    await announceSession(change, sessionId);
    return requireSession(change.store, sessionId);
  });
}

/** The word that stands for the newest session can name none. */
function assertName(name: string): void {
  if (name !== "last") return;
  throw new AoError("bad_input", `Cannot use the name "last": it stands for the newest session`);
}

/** See {@link RunService.listSessions}; `search` is what is found by the text of the query. */
export async function listSessions(
  store: StoreReader,
  query: SessionQuery,
  search: SessionSearch | undefined,
): Promise<SessionList> {
  const { sessions, nextCursor } = await store.sessions.list({
    userId: query.user_id,
    status: query.status,
    kind: query.kind,
    result: query.result,
    colour: query.colour,
    sort: query.sort,
    search,
    limit: query.limit ?? DEFAULT_LIMIT,
    cursor: query.cursor,
  });
  return { sessions: [...sessions], next_cursor: nextCursor };
}

/** See {@link RunService.sessionStats}. */
export async function sessionStats(store: StoreReader, sessionId: string): Promise<SessionStats> {
  const session = await requireSession(store, sessionId);
  const runs = (await store.runs.listOf(sessionId)).map((record) => record.run);
  // What is inside of a run is no run of its own, and its time is the run's.
  const whole = runs.filter((run) => run.subrun_of === null);
  const sum = (value: (run: (typeof runs)[number]) => number | null): number =>
    runs.reduce((total, run) => total + (value(run) ?? 0), 0);
  return {
    session_id: sessionId,
    runs: whole.length,
    nodes: sum((run) => run.nodes),
    edges: sum((run) => run.edges),
    errors: await store.nodes.countErrors(sessionId),
    tokens: {
      input: sum((run) => run.tokens.input),
      output: sum((run) => run.tokens.output),
      cached: sum((run) => run.tokens.cached),
    },
    cost_usd: runs.some((run) => run.cost_usd !== null) ? sum((run) => run.cost_usd) : null,
    duration_ms: whole.reduce((total, run) => total + (run.duration_ms ?? 0), 0),
    size_bytes: session.size_bytes,
  };
}

export interface DeleteServices {
  readonly journal: Journal;
  readonly directories: Pick<Directories, "runtime" | "spool">;
}

/**
 * Deletes a session, its runs, what lies in the spool for them, and the bodies that only it used.
 * @throws AoError `conflict` while a run of it is going on.
 */
export async function deleteSession(services: DeleteServices, sessionId: string): Promise<void> {
  const session = await requireSession(services.journal.reader, sessionId);
  const { running } = await removeSessions(services, [sessionId]);
  if (running !== null) {
    throw new AoError(
      "conflict",
      `Cannot delete session "${session.name}": run ${running} is going on`,
      {
        hint: "stop the program first",
      },
    );
  }
  services.journal.reclaim();
}

/** See {@link RunService.clear}. Some sessions per transaction, so that others get their turn. */
export async function clearSessions(
  services: DeleteServices,
): Promise<{ readonly deleted: number }> {
  const { reader } = services.journal;
  let deleted = 0;
  let batch: string[] = [];
  let nodes = 0;
  const removeBatch = async (): Promise<void> => {
    deleted += (await removeSessions(services, batch)).deleted;
    batch = [];
    nodes = 0;
  };
  for (const sessionId of await reader.sessions.ids()) {
    batch.push(sessionId);
    for (const { run } of await reader.runs.listOf(sessionId)) nodes += run.nodes;
    if (batch.length >= CLEARED_SESSIONS || nodes >= CLEARED_NODES) await removeBatch();
  }
  await removeBatch();
  services.journal.reclaim();
  return { deleted };
}

/** @throws AoError `not_found`. */
export async function requireSession(store: StoreReader, sessionId: string): Promise<Session> {
  const session = await store.sessions.get(sessionId);
  if (session === null) throw unknown("session", sessionId, null);
  return session;
}

/** All in one transaction, but for those of which a run is going on; `running` is such a run. */
async function removeSessions(
  { journal, directories }: DeleteServices,
  sessionIds: readonly string[],
): Promise<{ readonly deleted: number; readonly running: string | null }> {
  const removed: string[] = [];
  const runIds: string[] = [];
  let running: string | null = null;
  await journal.change(async ({ store, emit }) => {
    for (const sessionId of sessionIds) {
      const records = await store.runs.listOf(sessionId);
      // Asked in here: a run that starts between the question and the deletion would lose its spool.
      const alive = records.find((record) => isRunAlive(directories, record));
      if (alive === undefined) {
        removed.push(sessionId);
        for (const { run } of records) runIds.push(run.run_id);
      } else running = alive.run.run_id;
    }
    await store.sessions.delete(removed);
    for (const session_id of removed) {
      await emit({ type: "session.updated", session_id, data: { deleted: true } });
    }
  });
  // Not before: where the store cannot delete (a full disk), what is undelivered must still be there.
  // Left lying, it would bring the run back.
  for (const runId of runIds) {
    rmSync(join(directories.spool, runId), { recursive: true, force: true });
  }
  removeReplaysOfRuns(directories, runIds);
  return { deleted: removed.length, running };
}
