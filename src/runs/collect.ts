// Takes up what nobody delivers: spools whose owner is dead, runs that never said how they ended,
// calls whose program is gone. Runs in the server. One bad folder never blocks the others.
import { type Dirent, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import type { Logger } from "#src/config/logger.ts";
import { AoError, describeThrown, isAoError } from "#src/errors.ts";
import type { RunnerEnvelope } from "#src/protocol/runner-event.ts";
import { DAMAGED_FOLDER } from "#src/protocol/spool-names.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { abandonCall } from "#src/runs/call-end.ts";
import type { Journal } from "#src/runs/journal.ts";
import type { LiveTexts } from "#src/runs/live-texts.ts";
import type { Matching } from "#src/runs/matching.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { removeReplayOf, removeUnclaimed } from "#src/runs/replay/replay-folder.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { interruptRun } from "#src/runs/run-events.ts";
import { isCallerAlive, isRunAlive } from "#src/runs/run-life.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  type SpoolStreamFile,
  isWriterAlive,
  readManifest,
  streamFiles,
} from "#src/runs/spool-folder.ts";
import { readLineBatches } from "#src/runs/spool-lines.ts";
import { spooledReadings } from "#src/runs/spooled-readings.ts";
import { takeReadings } from "#src/runs/take-readings.ts";
import { rootOf, withSubruns } from "#src/runs/subruns.ts";
import type { RunRecord } from "#src/store/records.ts";

export interface CollectorOptions {
  readonly journal: Journal;
  readonly directories: Pick<Directories, "runtime" | "spool">;
  readonly logger: Logger;
  readonly liveTexts: LiveTexts;
  readonly matching: Matching;
  readonly ingest: RunService["ingest"];
}

/** A folder without a manifest may be one that is just being made. */
const YOUNG_MS = 10_000;
/** Calls given up in one transaction. */
const ABANDON_STEP = 100;

/** The collector of one service. */
export function createCollector(options: CollectorOptions): Pick<RunService, "settle" | "collect"> {
  return new Collector(options);
}

class Collector {
  readonly #options: CollectorOptions;
  /** How far files are read whose writer still lives. */
  readonly #offsets = new Map<string, number>();
  #current: Promise<void> | null = null;

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  async settle(runId: string): ReturnType<RunService["settle"]> {
    const { journal, matching } = this.#options;
    await requireRun(journal.reader, runId);
    await this.#interruptSubruns(runId);
    const all = await withSubruns(journal.reader, runId);
    for (const each of all) await this.#abandonCalls(each);
    await Promise.all(all.map((each) => matching.settle(each)));
    const settled = { nodes: 0, edges: 0 };
    for (const each of all) {
      const { run } = await requireRun(journal.reader, each);
      settled.nodes += run.nodes;
      settled.edges += run.edges;
    }
    return { ...settled, calls: await journal.reader.nodes.countCalls(runId) };
  }

  collect(): Promise<void> {
    this.#current ??= this.#collectAll().finally(() => {
      this.#current = null;
    });
    return this.#current;
  }

  async #collectAll(): Promise<void> {
    const { directories, journal, logger } = this.#options;
    for (const entry of foldersIn(directories.spool)) {
      try {
        await this.#collectFolder(entry.name);
      } catch (error) {
        // Kept where it is: a full disk or a folder without permission may be mended.
        logger.error("spool not taken up", { run: entry.name, error: describeThrown(error) });
      }
    }
    const spooled = new Set(foldersIn(directories.spool).map((entry) => entry.name));
    for (const record of await journal.reader.runs.unfinished()) {
      if (await this.#mayGoOn(record, spooled)) continue;
      await this.#closeRun(record.run.run_id);
    }
    removeUnclaimed(directories);
  }

  /** A subrun goes on as long as something of its program may come. */
  async #mayGoOn(record: RunRecord, spooled: ReadonlySet<string>): Promise<boolean> {
    const { directories, journal } = this.#options;
    if (isRunAlive(directories, record)) return true;
    // Deleted meanwhile.
    if ((await journal.reader.runs.get(record.run.run_id)) === null) return true;
    const root = await rootOf(journal.reader, record.run.run_id);
    return spooled.has(root.run.run_id) || isRunAlive(directories, root);
  }

  async #collectFolder(runId: string): Promise<void> {
    const { directories } = this.#options;
    const folder = join(directories.spool, runId);
    const manifest = readManifest(directories.spool, runId);
    if (manifest === null) {
      if (Date.now() - statSync(folder).mtimeMs < YOUNG_MS) return;
      // Its owner was killed while making it: there is nothing to keep.
      if (isWithoutEvents(directories.spool, runId)) return rmSync(folder, { recursive: true });
      return this.#setAside(runId, "its manifest is missing or damaged");
    }
    // Its owner delivers it.
    if (isProcessAlive(manifest.owner_pid, manifest.started_at)) return;
    // Asked before reading: what a dead writer wrote is all there.
    const files = streamFiles(directories.spool, runId);
    const alive = files.filter((file) => isWriterAlive(file, manifest));
    const damage = await this.#takeStreams(manifest, files);
    if (alive.length > 0) return;
    await this.#takeReadings(runId, folder);
    await this.#closeRun(runId);
    removeReplayOf(directories, manifest);
    for (const file of files) this.#offsets.delete(file.path);
    if (damage === null) rmSync(folder, { recursive: true, force: true });
    else this.#setAside(runId, damage);
  }

  /** What is wrong with the files, or null. */
  async #takeStreams(
    manifest: SpoolManifest,
    files: readonly SpoolStreamFile[],
  ): Promise<string | null> {
    let damage: string | null = null;
    for (const file of files) {
      try {
        await this.#takeStream(manifest.run_id, file);
      } catch (error) {
        if (!isAoError(error) || error.code !== "bad_input") throw error;
        damage ??= error.message;
      }
    }
    return damage;
  }

  async #takeStream(runId: string, file: SpoolStreamFile): Promise<void> {
    for (const batch of readLineBatches(file.path, this.#offsets.get(file.path) ?? 0)) {
      const { events, damage } = parseLines(file.streamId, batch.lines);
      await this.#takeEvents(runId, file.streamId, events);
      if (damage !== null) throw damage;
      this.#offsets.set(file.path, batch.end);
    }
  }

  /** What its processes read from their clocks; a run that the store does not know has no use for it. */
  async #takeReadings(runId: string, folder: string): Promise<void> {
    const { journal } = this.#options;
    if ((await journal.reader.runs.get(runId)) === null) return;
    for (const event of spooledReadings(folder)) {
      await journal.change((change) => takeReadings(change, runId, event));
    }
  }

  /** As many as can be taken: a malformed one must not cost those before it. */
  async #takeEvents(runId: string, streamId: string, events: RunnerEnvelope[]): Promise<void> {
    try {
      await this.#options.ingest(runId, streamId, events);
    } catch (error) {
      if (!isAoError(error) || error.code !== "bad_input") throw error;
      for (const event of events) await this.#options.ingest(runId, streamId, [event]);
    }
  }

  /** The run will get no more events: it, its subruns and their open calls end here. */
  async #closeRun(runId: string): Promise<void> {
    const { journal, logger } = this.#options;
    for (const each of await withSubruns(journal.reader, runId)) {
      const record = await journal.reader.runs.get(each);
      if (record === null) continue;
      if (record.run.status === "running") {
        await journal.change((change) => interruptRun(change, each));
        logger.info("run interrupted", { run: each });
      }
      await this.#abandonCalls(each);
      this.#options.matching.wake(each);
    }
  }

  /** Ends the subruns of a run that is over and whose own processes are gone: they left in the middle. */
  async #interruptSubruns(runId: string): Promise<void> {
    const { journal } = this.#options;
    const { run } = await requireRun(journal.reader, runId);
    if (run.status === "running") return;
    for (const subrun of await journal.reader.runs.subrunsOf(runId)) {
      if (subrun.run.status !== "running" || isProcessAlive(subrun.pid, subrun.startedAt)) continue;
      await journal.change((change) => interruptRun(change, subrun.run.run_id));
    }
  }

  /** Ends the calls of a run that is over and whose own processes are gone. */
  async #abandonCalls(runId: string): Promise<void> {
    const { journal, liveTexts } = this.#options;
    const record = await journal.reader.runs.get(runId);
    if (record === null || record.run.status === "running") return;
    const running = await journal.reader.nodes.running(runId);
    const orphans = running.filter((node) => !isCallerAlive(node));
    for (let start = 0; start < orphans.length; start += ABANDON_STEP) {
      await journal.change(async (change) => {
        for (const node of orphans.slice(start, start + ABANDON_STEP)) {
          liveTexts.forget(runId, node.callId ?? "");
          await abandonCall(change, node);
        }
      });
    }
  }

  #setAside(runId: string, why: string): void {
    const { directories, logger } = this.#options;
    const aside = join(directories.spool, DAMAGED_FOLDER);
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    const kept = join(aside, `${runId}-${Date.now()}`);
    renameSync(join(directories.spool, runId), kept);
    logger.warn("spool set aside", { run: runId, reason: why, kept });
  }
}

function foldersIn(spool: string): Dirent[] {
  try {
    return readdirSync(spool, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith("."),
    );
  } catch {
    return []; // No folder: nothing has been recorded yet.
  }
}

function isWithoutEvents(spool: string, runId: string): boolean {
  return streamFiles(spool, runId).every(({ path }) => statSync(path).size === 0);
}

function parseLines(
  streamId: string,
  lines: readonly string[],
): { readonly events: RunnerEnvelope[]; readonly damage: AoError | null } {
  const events: RunnerEnvelope[] = [];
  for (const line of lines) {
    try {
      // Checked against its schema by the ingest.
      events.push(JSON.parse(line) as RunnerEnvelope);
    } catch (error) {
      const damage = new AoError(
        "bad_input",
        `Cannot read a line of stream "${streamId}": ${describeThrown(error)}`,
        { cause: error },
      );
      return { events, damage };
    }
  }
  return { events, damage: null };
}
