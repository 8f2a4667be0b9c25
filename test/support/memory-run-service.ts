// A run service in memory, for tests of the server's own behaviour. With a journal it is durable
// enough to see after a restart what was acknowledged.
import { appendFileSync } from "node:fs";
import { AoError } from "#src/errors.ts";
import type { NodeDetail, RunOutline } from "#src/protocol/http-api.ts";
import { EXACT } from "#src/protocol/replay.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { RunnerEnvelope } from "#src/protocol/runner-event.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import type { RunDelta } from "#src/protocol/socket-api.ts";
import type { RunService } from "#src/runs/run-service.ts";

export interface MemoryRunService extends RunService {
  readonly ingested: { runId: string; streamId: string; events: readonly RunnerEnvelope[] }[];
  readonly collected: () => number;
  /** Adds a kept delta and tells the subscribers. */
  emit(sessionId: string, message: string): RunDelta;
  addRun(sessionId: string): Run;
  addAttachment(sha256: string, mediaType: string, bytes: Uint8Array): void;
  /** What the next graphJson yields. */
  graphPieces: string[];
  readonly disposed: () => boolean;
}

interface MemoryOptions {
  readonly journal?: string;
  readonly ingestDelayMs?: number;
  /** Kept deltas start behind this number. */
  readonly keptSince?: number;
}

export function createMemoryRunService(options: MemoryOptions = {}): MemoryRunService {
  const sessions = new Map<string, Session>();
  const runs = new Map<string, Run>();
  const attachments = new Map<string, { bytes: Uint8Array; mediaType: string }>();
  const listeners = new Set<(delta: RunDelta) => void>();
  const deltas: RunDelta[] = [];
  const ingested: MemoryRunService["ingested"] = [];
  const environments = new Map<string, Readonly<Record<string, string>>>();
  let seq = options.keptSince ?? 0;
  let collected = 0;
  let disposed = false;

  const findSession = (reference: string): Session => {
    const all = [...sessions.values()];
    const found =
      reference === "last"
        ? all.at(-1)
        : (sessions.get(reference) ??
          all.findLast(({ name }) => name === reference) ??
          all.find(({ session_id }) => session_id.startsWith(reference)));
    if (found === undefined) throw missing("session", reference);
    return found;
  };
  const findRun = (reference: string): Run => {
    const found = runs.get(reference);
    if (found === undefined) throw missing("run", reference);
    return found;
  };

  const service: MemoryRunService = {
    ingested,
    collected: () => collected,
    disposed: () => disposed,
    graphPieces: ['{"nodes":[', "]}"],
    emit(sessionId, message) {
      seq += 1;
      const delta: RunDelta = {
        type: "log",
        seq,
        session_id: sessionId,
        data: { level: "info", message },
      };
      deltas.push(delta);
      for (const listener of listeners) listener(delta);
      return delta;
    },
    addRun(sessionId) {
      const run: Run = {
        run_id: createId(),
        session_id: sessionId,
        parent_run_id: null,
        subrun_of: null,
        name: null,
        path: null,
        seed: null,
        replay: null,
        edits: 0,
        status: "finished",
        command: { script: "a.ts", args: [], cwd: "/" },
        started_at: "2026-11-20T08:00:00.000Z",
        ended_at: null,
        duration_ms: null,
        exit_code: 0,
        signal: null,
        error: null,
        version: null,
        label: null,
        note: null,
        result: null,
        colour: null,
        nodes: 0,
        edges: 0,
        tokens: { input: 0, output: 0, cached: 0 },
        cost_usd: null,
      };
      runs.set(run.run_id, run);
      return run;
    },
    addAttachment(sha256, mediaType, bytes) {
      attachments.set(sha256, { mediaType, bytes });
    },
    async ingest(runId, streamId, events) {
      const wrong = events.find(({ event }) => typeof event.type !== "string");
      if (wrong) throw new AoError("bad_input", `Cannot store event ${wrong.seq}: it has no type`);
      if (options.ingestDelayMs) await Bun.sleep(options.ingestDelayMs);
      if (options.journal !== undefined) {
        const lines = events.map((event) => `${JSON.stringify({ runId, streamId, ...event })}\n`);
        appendFileSync(options.journal, lines.join(""));
      }
      ingested.push({ runId, streamId, events });
      return events.at(-1)?.seq ?? 0;
    },
    settle: async () => ({
      nodes: ingested.length,
      edges: 0,
      calls: { live: ingested.length, cache: 0, edited: 0, refused: 0 },
    }),
    collect: async () => {
      collected += 1;
    },
    async createSession(request) {
      const session: Session = {
        session_id: createId(),
        name: request.name ?? "unnamed",
        kind: request.kind ?? "record",
        status: "idle",
        user_id: request.user_id ?? null,
        created_at: new Date().toISOString(),
        last_activity: new Date().toISOString(),
        expires_at: null,
        total_requests: 0,
        total_collaborations: 0,
        context_entries: 0,
        runs: 0,
        checkpoints: 0,
        size_bytes: 0,
        metadata: request.metadata ?? {},
      };
      sessions.set(session.session_id, session);
      return session;
    },
    listSessions: async ({ limit = 50 }) => ({
      sessions: [...sessions.values()].toReversed().slice(0, limit),
      next_cursor: null,
    }),
    findSession: async (reference) => findSession(reference),
    async renameSession(id, name) {
      const session = { ...findSession(id), name };
      sessions.set(id, session);
      return session;
    },
    search: async () => ({ hits: [], complete: true }),
    deleteRun: async (id) => {
      runs.delete(id);
    },
    deleteSession: async (id) => {
      sessions.delete(id);
    },
    sessionStats: async (id) => ({
      session_id: id,
      runs: 0,
      nodes: 0,
      edges: 0,
      errors: 0,
      tokens: { input: 0, output: 0, cached: 0 },
      cost_usd: null,
      duration_ms: 0,
      size_bytes: 0,
    }),
    async clear() {
      const deleted = sessions.size;
      sessions.clear();
      return { deleted };
    },
    counts: async () => ({ active: 0, total: sessions.size }),
    listRuns: async (id) => [...runs.values()].filter(({ session_id }) => session_id === id),
    findRun: async (reference) => findRun(reference),
    async latestRun(id) {
      const found = [...runs.values()].findLast(({ session_id }) => session_id === id);
      if (found === undefined) throw missing("run of session", id);
      return found;
    },
    async patchRun(id, patch) {
      const run = { ...findRun(id), ...patch };
      runs.set(id, run);
      return run;
    },
    listEdits: async () => [],
    editNode: (_, id) => Promise.reject(missing("node", id)),
    revertNode: (_, id) => Promise.reject(missing("node", id)),
    outline: async (id): Promise<RunOutline> => ({ run: findRun(id), nodes: [], edges: [] }),
    async *graphJson() {
      for (const piece of service.graphPieces) {
        if (piece === "FAIL") throw new Error("the disk is gone");
        yield piece;
      }
    },
    node: async (_runId, nodeId): Promise<NodeDetail> => {
      throw missing("node", nodeId);
    },
    log: async (runId) => ({ run_id: runId, entries: [] }),
    output: async (id) => ({ run_id: findRun(id).run_id, truncated: false, parts: [] }),
    environment: async (id) => ({ run_id: findRun(id).run_id, names: [] }),
    diff: async (_a, b) => {
      throw missing("run", b);
    },
    async attachment(sha256) {
      const found = attachments.get(sha256);
      if (found === undefined) throw missing("attachment", sha256);
      return found;
    },
    exportReplay: async (runId) => {
      const run = findRun(runId);
      const session = findSession(run.session_id);
      const replay = { run_id: runId, match: EXACT, edits: [] };
      const files = { file: "/nowhere", readings_file: null, entries: 0, offline: false };
      return {
        ...files,
        session,
        run,
        seed: null,
        environment_names: [],
        edited_calls: [],
        replay,
      };
    },
    previewRerun: async (runId) => ({
      run_id: findRun(runId).run_id,
      calls: [],
      cached: 0,
      edited: 0,
      refused: 0,
      live: {
        calls: 0,
        tokens: { input: 0, output: 0, cached: 0 },
        cost_usd: null,
        duration_ms: 0,
      },
      background: { problem: null, environment: "server" },
    }),
    eraseCache: async (runId) => ({ run_id: findRun(runId).run_id, in_use_by: [] }),
    eraseCacheOfSession: async (sessionId) => ({ session_id: sessionId, in_use_by: [] }),
    stopRun: async (runId) => findRun(runId),
    keepEnvironment: (runId, variables) => void environments.set(runId, variables),
    environmentFor: async (runId) => environments.get(runId) ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async replay(since, sessionId) {
      const kept = deltas.filter(
        (delta) => delta.seq > since && (sessionId === undefined || delta.session_id === sessionId),
      );
      const upTo = seq;
      const first = options.keptSince ?? 0;
      return {
        seq: upTo,
        reset: since < first,
        deltas: (async function* () {
          for (const delta of kept) {
            // As a store does: every row comes after a turn of the event loop.
            await Bun.sleep(0);
            yield delta;
          }
        })(),
      };
    },
    currentSeq: () => seq,
    async [Symbol.asyncDispose]() {
      disposed = true;
    },
  };
  return service;
}

function missing(what: string, reference: string): AoError {
  return new AoError("not_found", `Cannot find ${what} "${reference}": there is none`);
}
