// What the processes of a run read from their clocks, as it lies in the spool. Runs in `ao record` at the
// run's end, and in the server where that died.
import { Buffer } from "node:buffer";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Static } from "@sinclair/typebox";
import { parseReadingsFileName, processOf, usedBytes } from "#src/protocol/clock-readings.ts";
import type { ClockReadings } from "#src/protocol/runner-event.ts";

/** An event for each process that read a clock; one that lives on will have more. Skips what is damaged. */
export function* spooledReadings(directory: string): Generator<Static<typeof ClockReadings>> {
  for (const names of Object.values(readingsFiles(directory))) {
    const data = readSegments(directory, names);
    const process = processOf(data);
    if (process === null) continue;
    const packed = Buffer.from(Bun.deflateSync(new Uint8Array(data)));
    yield { type: "clock-readings", process, data: packed.toString("base64") };
  }
}

/** The files of each stream in their order. */
function readingsFiles(directory: string): Record<string, string[]> {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return {}; // Delivered and deleted meanwhile.
  }
  const found = names.flatMap((name) => {
    const parsed = parseReadingsFileName(name);
    return parsed === null ? [] : [{ name, ...parsed }];
  });
  found.sort((left, right) => left.segment - right.segment);
  const byStream: Record<string, string[]> = {};
  for (const { name, streamId } of found) (byStream[streamId] ??= []).push(name);
  return byStream;
}

function readSegments(directory: string, names: readonly string[]): Buffer {
  const parts: Uint8Array[] = [];
  try {
    for (const [index, name] of names.entries()) {
      parts.push(usedBytes(readFileSync(join(directory, name)), index === 0));
    }
  } catch {
    // Unreadable: what comes before it is still in order.
  }
  return Buffer.concat(parts);
}
