// The file that recorded programs load first. A child process cannot read what is embedded in the
// executable, so it is written once per build, under its hash. Runs in the CLI.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import { EMBEDDED_PRELOAD } from "./embedded-preload.ts";

/**
 * The path of the preload, which is there when this returns.
 * @throws where the runtime folder cannot be written.
 */
export function preparePreload(directories: Directories): string {
  const embedded = EMBEDDED_PRELOAD;
  if (embedded === null) return Bun.fileURLToPath(import.meta.resolve("#src/worker/main.ts"));
  const folder = join(directories.runtime, embedded.hash);
  const path = join(folder, "preload.js");
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(directories.runtime, 0o700);
  // The code last: it is what is looked for.
  put(embedded.bytecode, `${path}.jsc`);
  put(embedded.code, path);
  return path;
}

/** Renamed into place: another `ao record` may be starting a program at this moment. */
function put(embedded: string, path: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, readFileSync(embedded), { mode: 0o600 });
  renameSync(temporary, path);
}
