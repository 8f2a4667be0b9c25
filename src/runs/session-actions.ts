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
import { announceSession } from "#src/runs/run-events.ts";
import { isRunAlive } from "#src/runs/run-life.ts";
import type { StoreReader } from "#src/store/store.ts";

const DEFAULT_LIMIT = 50;
/** Characters of JSON; every list of sessions carries it. */
const MAXIMUM_METADATA = 64 * 1024;

/** See {@link RunService.createSession}. */
export async function createSession(
  journal: Journal,
  request: SessionCreate,
  now: number,
): Promise<Session> {
  assertSmall("config", request.config);
  assertSmall("metadata", request.metadata);
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

/** See {@link RunService.listSessions}. */
export async function listSessions(store: StoreReader, query: SessionQuery): Promise<SessionList> {
  const { sessions, nextCursor } = await store.sessions.list({
    userId: query.user_id,
    status: query.status,
    kind: query.kind,
    search: query.search,
    limit: query.limit ?? DEFAULT_LIMIT,
    cursor: query.cursor,
  });
  return { sessions: [...sessions], next_cursor: nextCursor };
}

/** See {@link RunService.sessionStats}. */
export async function sessionStats(store: StoreReader, sessionId: string): Promise<SessionStats> {
  const session = await requireSession(store, sessionId);
  const runs = (await store.runs.listOf(sessionId)).map((record) => record.run);
  const sum = (value: (run: (typeof runs)[number]) => number | null): number =>
    runs.reduce((total, run) => total + (value(run) ?? 0), 0);
  return {
    session_id: sessionId,
    runs: runs.length,
    nodes: sum((run) => run.nodes),
    edges: sum((run) => run.edges),
    errors: await store.nodes.countErrors(sessionId),
    tokens: {
      input: sum((run) => run.tokens.input),
      output: sum((run) => run.tokens.output),
      cached: sum((run) => run.tokens.cached),
    },
    cost_usd: runs.some((run) => run.cost_usd !== null) ? sum((run) => run.cost_usd) : null,
    duration_ms: sum((run) => run.duration_ms),
    size_bytes: session.size_bytes,
  };
}

export interface DeleteServices {
  readonly journal: Journal;
  readonly directories: Pick<Directories, "spool">;
}

/**
 * Deletes a session, its runs, what lies in the spool for them, and the bodies that only it used.
 * @throws AoError `conflict` while a run of it is going on.
 */
export async function deleteSession(services: DeleteServices, sessionId: string): Promise<void> {
  const session = await requireSession(services.journal.reader, sessionId);
  const running = await liveRun(services, services.journal.reader, sessionId);
  if (running !== null) {
    throw new AoError(
      "conflict",
      `Cannot delete session "${session.name}": run ${running} is going on`,
      {
        hint: "stop the program first",
      },
    );
  }
  await removeSession(services, sessionId);
  services.journal.reclaim();
}

/** See {@link RunService.clear}. One transaction per session, so that others get their turn. */
export async function clearSessions(
  services: DeleteServices,
): Promise<{ readonly deleted: number }> {
  let deleted = 0;
  for (const sessionId of await services.journal.reader.sessions.ids()) {
    if ((await liveRun(services, services.journal.reader, sessionId)) !== null) continue;
    await removeSession(services, sessionId);
    deleted += 1;
  }
  services.journal.reclaim();
  return { deleted };
}

/** @throws AoError `not_found`. */
export async function requireSession(store: StoreReader, sessionId: string): Promise<Session> {
  const session = await store.sessions.get(sessionId);
  if (session === null) throw unknown("session", sessionId, null);
  return session;
}

async function removeSession(services: DeleteServices, sessionId: string): Promise<void> {
  const { journal, directories } = services;
  const runs = await journal.change(async (change) => {
    const records = await change.store.runs.listOf(sessionId);
    await change.store.sessions.delete(sessionId);
    await change.emit({ type: "session.updated", session_id: sessionId, data: { deleted: true } });
    return records.map((record) => record.run.run_id);
  });
  // Not before: where the store cannot delete (a full disk), what is undelivered must still be there.
  // Left lying, it would bring the run back.
  for (const runId of runs) {
    rmSync(join(directories.spool, runId), { recursive: true, force: true });
  }
}

async function liveRun(
  services: DeleteServices,
  store: StoreReader,
  sessionId: string,
): Promise<string | null> {
  for (const record of await store.runs.listOf(sessionId)) {
    if (isRunAlive(services.directories, record)) return record.run.run_id;
  }
  return null;
}
