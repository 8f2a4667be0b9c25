// Writes the clock readings of a run to the file that a re-run reads them from. Runs in the server.
import { rmSync, writeFileSync } from "node:fs";
import { Buffer } from "node:buffer";
import { unwritable } from "#src/runs/replay/replay-folder.ts";
import { formatReadings } from "#src/runs/replay/replay-lines.ts";
import type { StoreReader } from "#src/store/store.ts";

/**
 * Writes `path` with what each process of the run read from its clocks: a line per process, its place, a
 * tab, and the compressed readings as base64. False where the run has none; then no file is made.
 * @throws AoError `home_unusable`.
 */
export async function exportReadings(
  store: Pick<StoreReader, "readings">,
  runId: string,
  path: string,
): Promise<boolean> {
  const processes = await store.readings.of(runId);
  if (processes.length === 0) return false;
  const lines = processes.map(({ process, data }) => ({
    process,
    data: Buffer.from(data).toString("base64"),
  }));
  try {
    writeFileSync(path, formatReadings(lines), { mode: 0o600, flag: "wx" });
  } catch (error) {
    rmSync(path, { force: true });
    throw unwritable(path, error);
  }
  return true;
}
