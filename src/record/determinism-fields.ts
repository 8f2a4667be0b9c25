// What the options of a run or re-run make of the manifest: where the program's random numbers and its
// clock readings come from. Runs in the CLI.
import type { SpoolManifest } from "#src/protocol/spool.ts";

/** `recorded`: readings are written down, and repeated in a re-run. `real`: left alone. */
export type ClockChoice = "recorded" | "real";
/** `seeded`: numbers of a seed that is kept with the run. `real`: left alone. */
export type RandomChoice = "seeded" | "real";

export interface DeterminismWishes {
  readonly clock: ClockChoice;
  readonly random: RandomChoice;
  /** The user's own seed. */
  readonly seed: string | null;
  /** The run that is run again: its seed, and the file that `exportReadings` made of its readings. */
  readonly parent: { readonly seed: string | null; readonly readingsFile: string | null } | null;
}

export type DeterminismFields = Required<Pick<SpoolManifest, "seed" | "clock" | "readings_file">>;

/** The manifest's fields. A run without a seed of anybody's gets one of its own. */
export function determinismFields(wishes: DeterminismWishes): DeterminismFields {
  const { clock, random, parent } = wishes;
  const seed = random === "real" ? null : (wishes.seed ?? parent?.seed ?? newSeed());
  const readingsFile = clock === "real" ? null : (parent?.readingsFile ?? null);
  if (clock === "real") return { seed, clock: "real", readings_file: null };
  return { seed, clock: readingsFile === null ? "record" : "replay", readings_file: readingsFile };
}

/** 256 bits. */
function newSeed(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toHex();
}
