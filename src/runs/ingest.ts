// Takes events of runners into the store: checked, once each, in order. Runs in the server.
// A number is durable in the same transaction as what its event did.
import { AoError } from "#src/errors.ts";
import type { Logger } from "#src/config/logger.ts";
import type { RunnerEnvelope } from "#src/protocol/runner-event.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { addChunk, endCall } from "#src/runs/call-end.ts";
import { startCall } from "#src/runs/call-start.ts";
import { checkEvents, newEvents } from "#src/runs/check-events.ts";
import type { Change, Journal } from "#src/runs/journal.ts";
import type { LiveTexts } from "#src/runs/live-texts.ts";
import { takeOutput } from "#src/runs/program-output.ts";
import {
  announceLog,
  announceRun,
  endRun,
  startFromManifest,
  startRun,
} from "#src/runs/run-events.ts";
import { takeProgramLog } from "#src/runs/program-log.ts";
import { serveCall } from "#src/runs/serve-call.ts";
import { completeSubruns, endSubrun, runOfEvent, startSubrun } from "#src/runs/subruns.ts";
import { takeReadings } from "#src/runs/take-readings.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";

export interface IngestServices {
  readonly journal: Journal;
  readonly logger: Logger;
  readonly liveTexts: LiveTexts;
  readonly now: () => number;
  /** What the spool says of a run whose own start has not come. */
  readonly readManifest: (runId: string) => SpoolManifest | null;
}

/** One transaction takes at most this long, so that others get their turn. */
const SLICE_MS = 20;

/** See {@link RunService.ingest}. */
export async function ingest(
  services: IngestServices,
  stream: { readonly runId: string; readonly streamId: string },
  events: readonly RunnerEnvelope[],
): Promise<number> {
  checkEvents(stream.streamId, events);
  const lastSeq = await services.journal.reader.streams.lastSeq(stream.runId, stream.streamId);
  // All of it is looked at before any of it is stored.
  let rest = newEvents(stream.streamId, events, lastSeq);
  let durable = lastSeq;
  while (rest.length > 0) {
    durable = await services.journal.change((change) =>
      takeSlice(services, change, { ...stream, events: rest }),
    );
    rest = rest.filter(({ seq }) => seq > durable);
    if (rest.length > 0) await yieldToEventLoop();
  }
  return durable;
}

async function takeSlice(
  services: IngestServices,
  change: Change,
  slice: {
    readonly runId: string;
    readonly streamId: string;
    readonly events: readonly RunnerEnvelope[];
  },
): Promise<number> {
  const { runId, streamId } = slice;
  // Asked again: somebody else may have delivered the same events meanwhile.
  const known = await change.store.streams.lastSeq(runId, streamId);
  const events = newEvents(streamId, slice.events, known);
  const deadline = performance.now() + SLICE_MS;
  let durable = known;
  const late = new Set<string>();
  for (const { seq, event } of events) {
    if (event.type !== "run-start") await requireRun(services, change, runId);
    if (isCallEvent(event)) {
      const callRun = await runOfEvent(change.store, runId, event.subrun);
      await applyCallEvent(services, change, { runId: callRun, event });
      if (event.type !== "call-chunk" && (await hasEnded(change, callRun))) late.add(callRun);
    } else await applyEvent(services, change, { runId, streamId, event });
    durable = seq;
    if (performance.now() > deadline) break;
  }
  if (durable > known) {
    await change.store.streams.setLastSeq(runId, streamId, durable);
    await touchSession(services, change, runId);
    // Their ends told their figures; what came later is told now, or nobody would hear of it.
    for (const lateRun of late) await announceRun(change, lateRun, "run.updated");
  }
  return durable;
}

async function hasEnded({ store }: Change, runId: string): Promise<boolean> {
  const record = await store.runs.get(runId);
  return record !== null && record.run.status !== "running";
}

async function applyEvent(
  services: IngestServices,
  change: Change,
  {
    runId,
    streamId,
    event,
  }: {
    readonly runId: string;
    readonly streamId: string;
    readonly event: Exclude<RunnerEnvelope["event"], CallEvent>;
  },
): Promise<void> {
  switch (event.type) {
    case "run-start":
      await startRun(change, runId, event);
      return completeSubruns(change, runId);
    case "run-end":
      return endRun(change, runId, event);
    case "runner-log":
      services.logger[event.level](event.message, { run: runId });
      return announceLog(change, runId, event);
    case "output":
      return takeOutput(change, runId, event);
    case "subrun-start":
      return startSubrun(change, { runId, streamId }, event);
    case "subrun-end":
      return endSubrun(change, runId, event);
    case "program-log":
      return takeProgramLog(change, runId, event);
    case "clock-readings":
      return takeReadings(change, runId, event);
    default:
      event satisfies never;
  }
}

const CALL_EVENTS = ["call-start", "call-chunk", "call-end", "call-served"] as const;

type CallEvent = Extract<RunnerEnvelope["event"], { type: (typeof CALL_EVENTS)[number] }>;

function isCallEvent(event: RunnerEnvelope["event"]): event is CallEvent {
  return CALL_EVENTS.some((type) => type === event.type);
}

async function applyCallEvent(
  services: IngestServices,
  change: Change,
  { runId, event }: { readonly runId: string; readonly event: CallEvent },
): Promise<void> {
  switch (event.type) {
    case "call-start":
      return startCall(change, runId, event);
    case "call-chunk": {
      const node = await addChunk(change, runId, event);
      if (node !== null) await services.liveTexts.add(change, node, event.parts);
      return;
    }
    case "call-end":
      services.liveTexts.forget(runId, event.call_id);
      return endCall(change, runId, event);
    case "call-served":
      return serveCall(change, runId, event);
    default:
      event satisfies never;
  }
}

async function requireRun(services: IngestServices, change: Change, runId: string): Promise<void> {
  if ((await change.store.runs.get(runId)) !== null) return;
  const manifest = services.readManifest(runId);
  if (manifest === null) {
    throw new AoError("bad_input", `Cannot take events of run "${runId}": it has not started`);
  }
  await startFromManifest(change, manifest);
}

async function touchSession(
  services: IngestServices,
  change: Change,
  runId: string,
): Promise<void> {
  const record = await change.store.runs.get(runId);
  if (record !== null) await change.store.sessions.touch(record.run.session_id, services.now());
}
