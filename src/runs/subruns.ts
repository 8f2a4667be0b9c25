// Parts of a program with a graph of their own: runs inside of a run. Runs in the server.
import type { Static } from "@sinclair/typebox";
import { AoError } from "#src/errors.ts";
import type {
  RunnerEvent,
  SubrunEnd as SubrunEndSchema,
  SubrunStart as SubrunStartSchema,
} from "#src/protocol/runner-event.ts";
import type { ReplayInfo } from "#src/protocol/replay.ts";
import { effectiveEdits } from "#src/runs/edits/effective-edits.ts";
import type { Change } from "#src/runs/journal.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { announceRun } from "#src/runs/run-events.ts";
import { writerPid } from "#src/runs/spool-folder.ts";
import { nodeId } from "#src/store/node-id.ts";
import type { RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";
import { VERSION } from "#src/version.ts";

type SubrunStart = Static<typeof SubrunStartSchema>;
type SubrunEnd = Static<typeof SubrunEndSchema>;

/**
 * The run of the whole program that a run belongs to: itself where it is no subrun.
 * @throws AoError `not_found`.
 */
export async function rootOf(store: StoreReader, runId: string): Promise<RunRecord> {
  let record = await requireRun(store, runId);
  while (record.run.subrun_of !== null) record = await requireRun(store, record.run.subrun_of);
  return record;
}

/** A run and the subruns inside of it, at any depth. */
export async function withSubruns(store: StoreReader, runId: string): Promise<readonly string[]> {
  return [runId, ...(await store.runs.subrunsOf(runId)).map(({ run }) => run.run_id)];
}

/** The runs that events of a run's stream may concern. */
export function runsNamed(runId: string, events: readonly { event: RunnerEvent }[]): Set<string> {
  const named = new Set([runId]);
  for (const { event } of events) {
    if ("subrun" in event && event.subrun !== undefined) named.add(event.subrun);
  }
  return named;
}

/** The run that an event belongs to: the subrun that it names where that is one of the run, else the run. */
export async function runOfEvent(
  store: StoreReader,
  runId: string,
  subrun: string | undefined,
): Promise<string> {
  return subrun !== undefined && (await isInside(store, subrun, runId)) ? subrun : runId;
}

/** A subrun becomes a run of its own; each process that is in it may say so. */
export async function startSubrun(
  change: Change,
  at: { readonly runId: string; readonly streamId: string },
  event: SubrunStart,
): Promise<void> {
  const { store } = change;
  if ((await store.runs.get(event.subrun)) !== null) {
    if (await isInside(store, event.subrun, at.runId)) return;
    const why = "there is a run with this id elsewhere";
    throw new AoError("bad_input", `Cannot start subrun "${event.subrun}": ${why}`);
  }
  const container = await runOfEvent(store, at.runId, event.within ?? undefined);
  await store.runs.insert({
    runId: event.subrun,
    pid: writerPid(at.streamId) ?? (await requireRun(store, at.runId)).pid,
    startedAt: event.started_at,
    aoVersion: VERSION,
    subrun: { of: container, name: event.name, path: event.path },
    ...(await inherited(store, at.runId, event.path)),
  });
  await announceRun(change, event.subrun, "run.started");
}

/** The facts of a run came after its subruns, which have them from it. */
export async function completeSubruns(change: Change, runId: string): Promise<void> {
  const { store } = change;
  for (const { run, pid, startedAt, subrunPath } of await store.runs.subrunsOf(runId)) {
    const facts = await inherited(store, runId, subrunPath);
    const own = { runId: run.run_id, pid, startedAt, aoVersion: VERSION, subrun: null };
    await store.runs.complete({ ...own, ...facts });
    await announceRun(change, run.run_id, "run.updated");
  }
}

/** Its function returned, or threw. */
export async function endSubrun(change: Change, runId: string, event: SubrunEnd): Promise<void> {
  const { error } = event;
  if (!(await isInside(change.store, event.subrun, runId))) return;
  await change.store.runs.end(event.subrun, {
    status: error === null ? "finished" : "failed",
    endedAt: event.ended_at,
    durationMs: event.duration_ms,
    exitCode: null,
    signal: null,
    error: error === null ? null : `${error.name}: ${error.message}`,
  });
  // Not the session, which has the program's run: its numbers are sums over all that it holds.
  await announceRun(change, event.subrun, "run.finished");
}

/** What a subrun has from the run of its program, and from the same place in the run before. */
async function inherited(store: StoreReader, runId: string, path: string) {
  const { run, environmentNames } = await requireRun(store, runId);
  const parent =
    run.parent_run_id === null ? null : await samePlace(store, run.parent_run_id, path);
  return {
    sessionId: run.session_id,
    parentRunId: parent,
    command: run.command,
    seed: run.seed,
    environmentNames,
    replay: run.replay === null ? null : await ownPart(store, run.replay, parent),
  };
}

/** What of a run's replay concerns the subrun that repeats `parent`; null: one that is new. */
async function ownPart(
  store: StoreReader,
  replay: ReplayInfo,
  parent: string | null,
): Promise<ReplayInfo> {
  const own: ReplayInfo = { ...replay, run_id: parent ?? replay.run_id, edits: [] };
  if (parent === null || replay.edits.length === 0) return own;
  const isMade = new Set(replay.edits.map(({ node_id, side }) => `${node_id} ${side}`));
  for (const { number, side, body } of (await effectiveEdits(store, parent)).values()) {
    const node_id = nodeId(number);
    // One that was taken back, or left out because another subrun was run again alone, is not there.
    if (body !== null && isMade.has(`${node_id} ${side}`)) own.edits.push({ node_id, side });
  }
  return own;
}

/** The subrun at `path` of the program run that `runId` belongs to. */
async function samePlace(store: StoreReader, runId: string, path: string): Promise<string | null> {
  if ((await store.runs.get(runId)) === null) return null;
  const { run: root } = await rootOf(store, runId);
  // The newest first: mostly it is the run before.
  for (const { run } of (await store.runs.atPath(root.session_id, path)).toReversed()) {
    if (await isInside(store, run.run_id, root.run_id)) return run.run_id;
  }
  return null;
}

async function isInside(store: StoreReader, subrun: string, runId: string): Promise<boolean> {
  for (let at: string | null = subrun; at !== null;) {
    const record: RunRecord | null = await store.runs.get(at);
    at = record?.run.subrun_of ?? null;
    if (at === runId) return true;
  }
  return false;
}
