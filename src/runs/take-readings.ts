// Keeps what a process read from its clocks. Runs in the server.
import { Buffer } from "node:buffer";
import type { Static } from "@sinclair/typebox";
import type { ClockReadings } from "#src/protocol/runner-event.ts";
import type { Change } from "#src/runs/journal.ts";

/** Stores the readings in place of those that the same process had before. */
export async function takeReadings(
  change: Change,
  runId: string,
  event: Static<typeof ClockReadings>,
): Promise<void> {
  await change.store.readings.put(runId, event.process, Buffer.from(event.data, "base64"));
}
