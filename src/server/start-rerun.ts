// Starts re-runs that nobody waits for in a terminal: a process of its own, in its own process group,
// which outlives the server. Runs in the server.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { selfCommand, selfEnvironment } from "#src/client/self-command.ts";
import type { Directories } from "#src/config/directories.ts";
import { AoError, describeThrown, isAoError } from "#src/errors.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { RerunStarted } from "#src/protocol/http-api.ts";
import { assertBackground } from "#src/runs/assert-program.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import type { RerunPlan } from "#src/protocol/rerun-plan.ts";
import { unwritable } from "#src/runs/replay/replay-folder.ts";
import type { RunService } from "#src/runs/run-service.ts";

/** A program that makes no call is announced after a second. */
const ANNOUNCED_MS = 10_000;
const PAUSE_MS = 20;

export interface RerunStarter {
  /**
   * Runs a run again with the environment of the recorded program, or else the server's. Resolves when
   * the new run is there.
   * @throws AoError `program_failed` where it cannot be started.
   */
  start(runId: string, options: ReplayOptions, timeout: number | null): Promise<RerunStarted>;
}

export interface RerunStarterOptions {
  readonly runs: RunService;
  readonly directories: Directories;
}

export function createRerunStarter({ runs, directories }: RerunStarterOptions): RerunStarter {
  return {
    async start(runId, options, timeout) {
      const run = await runs.findRun(runId);
      assertBackground(run);
      const exported = await runs.exportReplay(runId, options);
      const plan: RerunPlan = {
        run_id: createId(),
        home: directories.home,
        options,
        timeout,
        exported,
      };
      const environment = (await runs.environmentFor(runId)) ?? selfEnvironment();
      const file = join(directories.runtime, "replay", `${plan.run_id}.plan.json`);
      writePlan(file, plan);
      const child = startChild(file, environment);
      try {
        await announced(runs, plan.run_id, child);
      } catch (error) {
        throw toFailure(error, run.command.script, problemIn(file));
      } finally {
        // Who has not read its plan by now is not to begin any more.
        for (const left of [file, `${file}.problem`]) rmSync(left, { force: true });
      }
      return { session_id: exported.session.session_id, run_id: plan.run_id };
    },
  };
}

function writePlan(file: string, plan: RerunPlan): void {
  try {
    writeFileSync(file, JSON.stringify(plan), { mode: 0o600 });
  } catch (error) {
    const { file: answers, readings_file: readings } = plan.exported;
    for (const left of [file, answers, readings]) if (left !== null) rmSync(left, { force: true });
    throw unwritable(file, error);
  }
}

interface StartedChild {
  /** Rejects when the process ends, or could not be started. */
  readonly ended: Promise<never>;
}

function startChild(
  plan: string,
  environment: Readonly<Record<string, string | undefined>>,
): StartedChild {
  const [program = process.execPath, ...words] = [...selfCommand(), "__rerun", plan];
  const child = spawn(program, words, {
    cwd: "/",
    env: { ...environment },
    detached: true,
    stdio: "ignore",
    windowsHide: true,
  });
  child.unref();
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("it ended at once")));
  });
  // Most end long after anybody waits for them.
  ended.catch(() => {});
  return { ended };
}

async function announced(runs: RunService, runId: string, child: StartedChild): Promise<void> {
  const deadline = performance.now() + ANNOUNCED_MS;
  while (!(await isKnown(runs, runId))) {
    if (performance.now() > deadline) throw new Error("it does not report");
    try {
      await Promise.race([child.ended, Bun.sleep(PAUSE_MS)]);
    } catch (error) {
      // A short program: it has delivered, and is gone.
      if (await isKnown(runs, runId)) return;
      throw error;
    }
  }
}

async function isKnown(runs: RunService, runId: string): Promise<boolean> {
  try {
    return (await runs.findRun(runId)).run_id === runId;
  } catch (error) {
    if (isAoError(error) && error.code === "not_found") return false;
    throw error;
  }
}

/** What the process has written down before it ended. */
function problemIn(plan: string): string | null {
  const file = `${plan}.problem`;
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function toFailure(error: unknown, script: string, problem: string | null): AoError {
  if (isAoError(error)) return error;
  const why = problem ?? describeThrown(error);
  return new AoError("program_failed", `Cannot run "${script}" again: ${why}`, { cause: error });
}
