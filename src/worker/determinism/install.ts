// Makes a program's random numbers and times ones that a re-run can repeat. Runs in the user's process,
// from the preload. Nothing is opened, loaded or read before the program's first question.
import { existsSync } from "node:fs";
import { onCallSite } from "#src/intercept/location.ts";
import type { Patches } from "#src/intercept/patches.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { type Clock, clockStart, createClock } from "./clock.ts";
import { type Journal, journalOf } from "./journal.ts";
import { onEnterPart } from "./parts.ts";
import { REAL_CLOCKS, patchClock } from "./patch-clock.ts";
import { patchNodeCrypto } from "./patch-node-crypto.ts";
import {
  type Present,
  type RandomSource,
  createRandomSource,
  patchRandom,
} from "./patch-random.ts";
import { createPlaces } from "./places.ts";
import { createRandomStreams } from "./random-streams.ts";
import { createReadingsLog } from "./readings-log.ts";
import { readReadingsFile } from "./recorded-readings.ts";
import { createTrail } from "./trail.ts";

export interface DeterminismOptions {
  readonly manifest: Pick<SpoolManifest, "seed" | "clock" | "readings_file">;
  /** The run's folder in the spool. */
  readonly directory: string;
  readonly streamId: string;
  /** Which of the program's processes this is. */
  readonly process: string;
  /** Whether the program may load `node:crypto`. */
  readonly nodeCrypto: boolean;
  /** Told of a failure of ours; the program then has its real clocks. */
  readonly report: (error: unknown) => void;
}

/** Puts the patches in place that the manifest asks for. */
export function installDeterminism(options: DeterminismOptions, patches: Patches): void {
  const { manifest, process, nodeCrypto } = options;
  const { seed = null } = manifest;
  const { report } = options;
  const open = wantsClock(manifest) ? openJournal(options) : null;
  const trail = open === null || seed === null ? undefined : createTrail({ open, report });
  const places = createPlaces(report, trail);
  const clock = open === null ? null : createClock({ places, open, report, real: REAL_CLOCKS });
  const source =
    seed === null ? null : createRandomSource(places, () => createRandomStreams(seed, process));
  if (clock === null && source === null) return;
  if (source !== null) installRandom({ source, clock, nodeCrypto }, patches);
  if (clock !== null) patchClock(clock, patches);
  onCallSite(places.branch);
  onEnterPart(places.enter);
}

function wantsClock({ clock }: DeterminismOptions["manifest"]): boolean {
  return clock === "record" || clock === "replay";
}

interface RandomParts {
  readonly source: RandomSource;
  readonly clock: Clock | null;
  readonly nodeCrypto: boolean;
}

function installRandom({ source, clock, nodeCrypto }: RandomParts, patches: Patches): void {
  const present: Present | null =
    clock === null ? null : (asked) => BigInt(clock.read("instant", asked));
  patchRandom(source, patches, present);
  if (nodeCrypto) patchNodeCrypto(source, patches, present);
}

function openJournal(options: DeterminismOptions): () => Journal {
  const { manifest, directory, streamId, process } = options;
  const file = manifest.clock === "replay" ? (manifest.readings_file ?? null) : null;
  return journalOf({
    now: () => clockStart(REAL_CLOCKS),
    log: (start) => createReadingsLog({ directory, streamId, process, start }),
    recorded: () => (file === null || !existsSync(file) ? null : readReadingsFile(file, process)),
  });
}
