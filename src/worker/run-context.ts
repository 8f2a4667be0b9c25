// How a process of a recorded program learns which run it belongs to. Runs in the user's process,
// before the program; what the program could see of it is taken away again.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { MANIFEST_NAME, SPOOL_VARIABLE } from "#src/protocol/spool-names.ts";
import { PROCESS_VARIABLE, claimProcessPlace } from "./process-place.ts";
import { SUBRUN_VARIABLE, type SubrunChain, readSubrunChain } from "./subruns.ts";

export interface RunContext {
  readonly directory: string;
  readonly manifest: SpoolManifest;
  /** The file that a child must preload to join the run. */
  readonly preload: string;
  /** Which of the program's processes this is: `0` the program, `0.1` its first child or worker. */
  readonly process: string;
  /** The subruns that it was started in, outermost first. */
  readonly within: SubrunChain;
}

/**
 * The run this process belongs to, or null where there is none (any more): then nothing is recorded.
 * Never throws.
 */
export function readRunContext(preload: string): RunContext | null {
  const directory = process.env[SPOOL_VARIABLE];
  const place = process.env[PROCESS_VARIABLE];
  const within = readSubrunChain(process.env[SUBRUN_VARIABLE]);
  hideFromProgram(preload);
  if (directory === undefined || directory === "") return null;
  try {
    // Written by our own CLI moments ago; a schema library would cost each start milliseconds.
    const manifest = JSON.parse(
      readFileSync(join(directory, MANIFEST_NAME), "utf8"),
    ) as SpoolManifest;
    const claimed = claimProcessPlace(directory, place);
    return { directory, manifest, preload, process: claimed, within };
  } catch {
    // The run has ended and its spool is gone: a child that outlived it runs unrecorded.
    return null;
  }
}

function hideFromProgram(preload: string): void {
  delete process.env[SPOOL_VARIABLE];
  delete process.env[PROCESS_VARIABLE];
  delete process.env[SUBRUN_VARIABLE];
  delete process.env["BUN_BE_BUN"];
  const options = process.env["BUN_OPTIONS"];
  if (options !== undefined) {
    const rest = options.replace(preloadOption(preload), "").trim();
    if (rest === "") delete process.env["BUN_OPTIONS"];
    else process.env["BUN_OPTIONS"] = rest;
  }
  const position = process.execArgv.indexOf(preload);
  if (position > 0) process.execArgv.splice(position - 1, 2);
  const joined = process.execArgv.indexOf(preloadOption(preload));
  if (joined >= 0) process.execArgv.splice(joined, 1);
}

/** The option that makes a Bun process load `preload` first. */
export function preloadOption(preload: string): string {
  return `--preload=${preload}`;
}
