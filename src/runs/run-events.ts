// What the start, the end and the log lines of a run do to the store.
import { AoError } from "#src/errors.ts";
import type { RunEnd, RunnerLog, RunStart } from "#src/protocol/runner-event.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import type { Static } from "@sinclair/typebox";
import type { Change } from "#src/runs/journal.ts";
import type { NewRun } from "#src/store/records.ts";

/** Creates the run, and the session where it is new. A run known by its manifest gets its facts. */
export async function startRun(
  change: Change,
  runId: string,
  event: Static<typeof RunStart>,
): Promise<void> {
  if (event.run_id !== runId) {
    throw new AoError(
      "bad_input",
      `Cannot start run "${runId}": its first event belongs to run "${event.run_id}"`,
    );
  }
  await createRun(change, event.session_name, {
    runId,
    sessionId: event.session_id,
    parentRunId: event.parent_run_id,
    command: event.command,
    pid: event.pid,
    startedAt: event.started_at,
    aoVersion: event.ao_version,
    seed: event.seed,
    environmentNames: event.environment_names ?? [],
    replay: event.replay ?? null,
    subrun: null,
  });
}

/** Creates a run of which only the manifest is known: its own start has not arrived, or never will. */
export async function startFromManifest(change: Change, manifest: SpoolManifest): Promise<void> {
  await createRun(change, manifest.session_name, {
    runId: manifest.run_id,
    sessionId: manifest.session_id,
    parentRunId: null,
    command: { script: "", args: [], cwd: "" },
    pid: manifest.owner_pid,
    startedAt: manifest.started_at,
    aoVersion: manifest.ao_version,
    seed: null,
    environmentNames: [],
    replay: null,
    subrun: null,
  });
}

async function createRun(change: Change, sessionName: string, run: NewRun): Promise<void> {
  const { store } = change;
  const known = await store.runs.get(run.runId);
  if (known !== null) {
    if (known.run.session_id !== run.sessionId) {
      throw new AoError("bad_input", `Cannot start run "${run.runId}": it is in another session`);
    }
    await store.runs.complete(run);
    return announceRun(change, run.runId, "run.updated");
  }
  if ((await store.sessions.get(run.sessionId)) === null) {
    await store.sessions.insert({
      sessionId: run.sessionId,
      name: sessionName,
      kind: "record",
      userId: null,
      createdAt: run.startedAt,
      config: {},
      metadata: {},
    });
  }
  await store.runs.insert(run);
  await announceSession(change, run.sessionId);
  await announceRun(change, run.runId, "run.started");
}

/** The program ended: `finished` where it said so with exit code 0. */
export async function endRun(
  change: Change,
  runId: string,
  event: Static<typeof RunEnd>,
): Promise<void> {
  await change.store.runs.end(runId, {
    status: event.exit_code === 0 ? "finished" : "failed",
    endedAt: event.ended_at,
    durationMs: event.duration_ms,
    exitCode: event.exit_code === null ? null : Math.trunc(event.exit_code),
    signal: event.signal,
  });
  await announceEnd(change, runId);
}

/** The process that the run lived in is gone and never said how it ended. */
export async function interruptRun(change: Change, runId: string): Promise<void> {
  await change.store.runs.end(runId, {
    status: "interrupted",
    endedAt: null,
    durationMs: null,
    exitCode: null,
    signal: null,
  });
  await announceEnd(change, runId);
}

/** Tells the clients about a failure of ao inside the program. */
export async function announceLog(
  change: Change,
  runId: string,
  event: Static<typeof RunnerLog>,
): Promise<void> {
  const record = await change.store.runs.get(runId);
  if (record === null) return;
  const { level, message } = event;
  const { session_id } = record.run;
  await change.emit({ type: "log", session_id, run_id: runId, data: { level, message } });
}

/** The run as it now is. */
export async function announceRun(
  change: Change,
  runId: string,
  type: "run.started" | "run.updated" | "run.finished",
): Promise<void> {
  const record = await change.store.runs.get(runId);
  if (record === null) return;
  const { run } = record;
  await change.emit({ type, session_id: run.session_id, run_id: runId, data: run });
}

/** The session as it now is. */
export async function announceSession(change: Change, sessionId: string): Promise<void> {
  const session = await change.store.sessions.get(sessionId);
  if (session === null) return;
  await change.emit({ type: "session.updated", session_id: sessionId, data: session });
}

async function announceEnd(change: Change, runId: string): Promise<void> {
  await announceRun(change, runId, "run.finished");
  const record = await change.store.runs.get(runId);
  if (record !== null) await announceSession(change, record.run.session_id);
}
