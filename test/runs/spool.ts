// Writes spool folders as a recorded program leaves them.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { RUN, SESSION, numbered } from "./recorded-run.ts";

/** No process has this id: it is above what Linux and macOS give. */
export const DEAD_PID = 999_999_998;

/** The folder of a run with these streams; gives its path. */
export function writeSpool(
  directories: Directories,
  streams: Readonly<Record<string, readonly RunnerEvent[] | string>>,
  changes: Partial<SpoolManifest> = {},
): string {
  const manifest: SpoolManifest = {
    session_id: SESSION,
    session_name: "agent",
    run_id: RUN,
    owner_pid: DEAD_PID,
    started_at: Date.now(),
    ao_version: "0.1.0",
    calls: [],
    replay_file: null,
    ...changes,
  };
  const folder = join(directories.spool, manifest.run_id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  for (const [streamId, content] of Object.entries(streams)) {
    writeFileSync(
      join(folder, `${streamId}.jsonl`),
      typeof content === "string" ? content : linesOf(content),
    );
  }
  return folder;
}

/** Events as lines of a stream file. */
export function linesOf(events: readonly RunnerEvent[], from = 1): string {
  return numbered(events, from)
    .map((envelope) => `${JSON.stringify(envelope)}\n`)
    .join("");
}

/** A process that lives until it is killed. */
export async function startBystander(): Promise<{ readonly pid: number; kill(): Promise<void> }> {
  const child: ChildProcess = spawn("sleep", ["600"], { stdio: "ignore" });
  await once(child, "spawn");
  return {
    pid: child.pid ?? 0,
    async kill() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}
