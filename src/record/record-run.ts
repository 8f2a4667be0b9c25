// `ao record` from start to end: the program first, everything of ours beside it. Runs in the CLI.
import { existsSync, rmSync } from "node:fs";
import type { Settings } from "#src/config/settings.ts";
import { explainWriteError } from "#src/config/write-problem.ts";
import { AoError, describeThrown } from "#src/errors.ts";
import { type NewRun, type RunCommand, type RunTarget, openRun, variablesOf } from "./open-run.ts";
import { preparePreload } from "./preload-file.ts";
import { type ProgramExit, startProgram } from "./run-program.ts";
import type { Delivery, Patience, SpoolForwarder } from "./spool-forwarder.ts";
import { limitTime } from "./time-limit.ts";

export interface RecordedRun {
  readonly exit: ProgramExit;
  /** Null where nothing could be recorded; `problem` says why. */
  readonly run: NewRun | null;
  readonly delivery: Delivery | null;
  readonly problem: string | null;
  /** The program was stopped because its time was over. */
  readonly timedOut: boolean;
  /** Where one subrun was to be run again: what it is now; null where the program did not come to it. */
  readonly subrun?: { readonly path: string; readonly runId: string | null };
}

/** A program that cannot even start (a syntax error) is over by then, and leaves no run behind. */
const HOLD_MS = 1000;

/** What a program has to end by itself. */
const STOP_GRACE_MS = 5000;

/**
 * Runs and records a program. Its failure is a result; ao's own failure is `problem`.
 * @throws AoError `home_unusable` where a re-run cannot be answered from what was recorded.
 */
export async function recordRun(
  settings: Settings,
  command: RunCommand & {
    readonly target: RunTarget;
    readonly patience: Patience;
    readonly descriptors: readonly number[];
    /** After this the program is stopped; null lets it run. */
    readonly timeoutMs: number | null;
  },
): Promise<RecordedRun> {
  const prepared = prepare(settings, command);
  if ("problem" in prepared) {
    assertFirstRun(command, prepared.problem);
    const program = startProgram({ ...command, preload: null, environment: {} });
    const { problem } = prepared;
    const limit = limitTime(command.timeoutMs, STOP_GRACE_MS);
    const exit = await program.exited;
    return { exit, run: null, delivery: null, problem, timedOut: await limit.end() };
  }
  const { run, preload } = prepared;
  const program = startProgram({ ...command, preload, environment: variablesOf(run, command) });
  // The program is on its way; only now is the rest of ao loaded.
  const forwarder = await startForwarding(settings, run);
  const released = setTimeout(() => forwarder.release(), HOLD_MS);
  const limit = limitTime(command.timeoutMs, STOP_GRACE_MS);
  const exit = await program.exited;
  const timedOut = await limit.end();
  clearTimeout(released);
  if (exit.exitCode !== 0 && !forwarder.isReleased) {
    const { neverStarted } = await import("./never-started.ts");
    if (neverStarted(command.script)) return discard(run, exit, forwarder);
  }
  await recordReadings(run);
  recordEnd(run, exit);
  const delivery = await forwarder.finish(command.patience);
  if (!existsSync(run.directory)) removeReplay(command.target);
  return { exit, run, delivery, problem: delivery.problem, timedOut };
}

/**
 * Nobody needs them any more. With a folder that stays, because a child outlives the program or the
 * server has yet to fetch the rest, they stay as well: the server's collector removes both.
 */
function removeReplay({ replay }: RunTarget): void {
  if (replay === null) return;
  rmSync(replay.file, { force: true });
  if (replay.readingsFile !== null) rmSync(replay.readingsFile, { force: true });
}

async function startForwarding(settings: Settings, run: NewRun): Promise<SpoolForwarder> {
  const [{ createSpoolForwarder }, { connectRunner }] = await Promise.all([
    import("./spool-forwarder.ts"),
    import("./connect-runner.ts"),
  ]);
  return createSpoolForwarder({
    directory: run.directory,
    connect: () => connectRunner(settings, run.runId),
    environment: () => process.env,
  });
}

/** A program runs without ao, too; a re-run would then send what it is to be answered. */
function assertFirstRun(command: RunCommand & { readonly target: RunTarget }, why: string): void {
  const { target, script } = command;
  if (target.replay === null) return;
  removeReplay(target);
  throw new AoError("home_unusable", `Cannot run "${script}" again: ${why}`, {
    hint: "check the permissions of the directory and the disk, or set AO_HOME",
  });
}

function prepare(
  settings: Settings,
  command: RunCommand & { readonly target: RunTarget },
): { readonly run: NewRun; readonly preload: string } | { readonly problem: string } {
  try {
    const preload = preparePreload(settings.directories);
    return { preload, run: openRun(settings, command.target, command) };
  } catch (error) {
    return { problem: problemOf(error, settings.directories.home) };
  }
}

function problemOf(error: unknown, home: string): string {
  const isOfSystem = error instanceof Error && "code" in error;
  if (!isOfSystem) return describeThrown(error);
  return `cannot write in "${home}": ${explainWriteError(error, home).reason}`;
}

/** What the program read from its clocks; of a child that lives on the server delivers the rest. */
async function recordReadings(run: NewRun): Promise<void> {
  const { spooledReadings } = await import("#src/runs/spooled-readings.ts");
  for (const event of spooledReadings(run.directory)) run.owner.append(event);
}

function recordEnd(run: NewRun, exit: ProgramExit): void {
  run.owner.append({
    type: "run-end",
    exit_code: exit.exitCode,
    signal: exit.signal,
    ended_at: performance.timeOrigin + performance.now(),
    duration_ms: exit.durationMs,
  });
}

/** Nothing ran, so there is nothing to keep: the runtime has already said what is wrong. */
function discard(run: NewRun, exit: ProgramExit, forwarder: { close(): void }): RecordedRun {
  forwarder.close();
  rmSync(run.directory, { recursive: true, force: true });
  removeReplay(run.target);
  const problem = "the program did not start";
  return { exit, run: null, delivery: null, problem, timedOut: false };
}
