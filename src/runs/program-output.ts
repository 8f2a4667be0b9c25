// What a program wrote: taken from its events, and given as one text per stream. Runs in the server.
import type { ProgramOutput } from "#src/protocol/runner-event.ts";
import type { RunOutput } from "#src/protocol/program-output.ts";
import type { Change } from "#src/runs/journal.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { runOfEvent } from "#src/runs/subruns.ts";
import type { StoreReader } from "#src/store/store.ts";

/** Characters that are kept of one run, whichever of its processes wrote them. */
const LARGEST_OUTPUT = 1024 * 1024;

/** Keeps the text, or as much of it as the run may still have. */
export async function takeOutput(
  change: Change,
  mainRunId: string,
  event: ProgramOutput,
): Promise<void> {
  const { programOutput, runs } = change.store;
  const runId = await runOfEvent(change.store, mainRunId, event.subrun);
  const { length, truncated } = await programOutput.extent(runId);
  if (truncated) return;
  const room = LARGEST_OUTPUT - length;
  const isTooLong = event.text.length > room;
  await programOutput.add({
    runId,
    process: event.process ?? "0",
    stream: event.stream,
    at: event.at,
    text: isTooLong ? event.text.slice(0, room) : event.text,
    truncated: isTooLong || event.truncated === true,
  });
  await runs.addUsage(runId, { bytes: Math.min(room, event.text.length) });
}

/** See {@link RunService.output}: with what its subruns wrote, in order of time. */
export async function readOutput(store: StoreReader, runId: string): Promise<RunOutput> {
  await requireRun(store, runId);
  const inside = (await store.runs.subrunsOf(runId)).map(({ run }) => run.run_id);
  const parts = [...(await store.programOutput.of(runId))];
  for (const subrun of inside) parts.push(...(await store.programOutput.of(subrun)));
  // Events of one process are in order as they are; those of others and of subruns are put between.
  const isMixed = inside.length > 0 || parts.some(({ process }) => process !== parts[0]?.process);
  if (isMixed) parts.sort((a, b) => a.at - b.at);
  return {
    run_id: runId,
    truncated: parts.some(({ truncated }) => truncated),
    parts: parts.map(({ stream, process, at, text }) => ({
      stream,
      process,
      at: new Date(at).toISOString(),
      text,
    })),
  };
}
