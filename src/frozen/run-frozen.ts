// Runs the program of a test: answered from the file, with nothing sent, without a server and without
// keys, in a folder of its own that is gone afterwards. Runs in the CLI.
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { directoriesAt } from "#src/config/directories.ts";
import type { Settings } from "#src/config/settings.ts";
import { AoError } from "#src/errors.ts";
import { inAllForms } from "#src/frozen/answer-in-file.ts";
import { FOLDER } from "#src/frozen/freeze.ts";
import type { ProgramEnd } from "#src/frozen/judge.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { ReplayHead } from "#src/protocol/replay-file.ts";
import type { RunnerEnvelope, RunnerEvent } from "#src/protocol/runner-event.ts";
import { OWNER_STREAM } from "#src/protocol/spool-names.ts";
import type { FrozenRun } from "#src/protocol/test-file.ts";
import { determinismFields } from "#src/record/determinism-fields.ts";
import { type NewRun, type RunCommand, openRun, variablesOf } from "#src/record/open-run.ts";
import { preparePreload } from "#src/record/preload-file.ts";
import { missingKeys, placeholderVariables, withSecrets } from "#src/record/program-environment.ts";
import { startProgram } from "#src/record/run-program.ts";
import { shellCode } from "#src/record/signals.ts";
import { limitTime } from "#src/record/time-limit.ts";
import { formatReadings, formatReplayLine } from "#src/runs/replay/replay-lines.ts";
import { readLineBatches } from "#src/runs/spool-lines.ts";
import { livingWriters, streamFiles } from "#src/runs/spool-folder.ts";
import { stopProcesses } from "#src/runs/stop-processes.ts";

export interface FrozenResult {
  readonly end: ProgramEnd;
  readonly durationMs: number;
  readonly events: readonly RunnerEvent[];
  /** What the program wrote, in its order; empty where the terminal has it. */
  readonly output: string;
}

export interface FrozenOptions {
  /** The test's file: its folder is what its paths are relative to. */
  readonly file: string;
  readonly timeoutMs: number | null;
  /** The program writes to our streams. */
  readonly verbose: boolean;
}

/** What a program has to end by itself when its time is over, and what it left behind when it has ended. */
const STOP_GRACE_MS = 3000;
const LEFT_GRACE_MS = 500;

/**
 * @throws AoError `program_failed` where there is no such program, or the file system's error where
 * there is no room for temporary files.
 */
export async function runFrozen(
  settings: Settings,
  test: FrozenRun,
  options: FrozenOptions,
): Promise<FrozenResult> {
  assertThere(test, options.file);
  const folder = mkdtempSync(join(tmpdir(), "ao-test-"));
  try {
    const own = { ...settings, calls: test.head.calls, directories: directoriesAt(folder) };
    const command = commandOf(test, options.file, writeReadings(folder, test));
    const target = {
      sessionId: createId(),
      sessionName: "test",
      parentRunId: null,
      replay: {
        file: writeReplay(folder, test),
        readingsFile: null,
        offline: true,
        info: REPLAY_INFO,
        editedCalls: [],
      },
    };
    const run = openRun(own, target, command);
    const preload = preparePreload(own.directories);
    const ended = await runProgram(run, { ...command, preload }, { ...options, folder });
    await stopLeftovers(own.directories.spool, run.runId);
    return { ...ended, events: readEvents(streamFiles(own.directories.spool, run.runId)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The runtime would name neither. */
function assertThere({ head: { command } }: FrozenRun, file: string): void {
  const folder = dirname(resolve(file));
  const fail = (what: string, path: string): never => {
    throw new AoError(
      "program_failed",
      `Cannot run the test "${file}": its ${what} is not there: ${path}`,
    );
  };
  const cwd = resolve(folder, command.cwd);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) fail("directory", cwd);
  const script = resolve(folder, command.script);
  if (!existsSync(script)) fail("program", script);
}

/** Nobody reads it: the run is in no session. */
const REPLAY_INFO = {
  run_id: "r00000000001",
  match: { mode: "exact" as const, ignore: [] },
  edits: [],
};

function commandOf(test: FrozenRun, file: string, readingsFile: string | null): RunCommand {
  const { command, seed, keys, seed_variable: seedVariable } = test.head;
  const folder = dirname(resolve(file));
  // Whatever keys there are: a test is the same everywhere, and has none to lose.
  const placeholders = missingKeys(keys, {});
  return {
    script: resolve(folder, command.script),
    args: withSecrets(
      command.args.map((argument) => argument.replaceAll(FOLDER, () => folder)),
      keys,
      placeholderVariables(placeholders),
    ),
    cwd: resolve(folder, command.cwd),
    seed: seedVariable,
    determinism: determinismFields({
      clock: readingsFile === null ? "real" : "recorded",
      random: seed === null ? "real" : "seeded",
      seed,
      parent: { seed, readingsFile },
    }),
    placeholders,
  };
}

function writeReplay(folder: string, { head, calls }: FrozenRun): string {
  const file = join(folder, "replay.jsonl");
  const first: ReplayHead = {
    format: 1,
    match: head.match,
    offline: true,
    pace: false,
    tool_results: head.tool_results,
  };
  const lines = calls.map((call) =>
    formatReplayLine({ entry: call.entry, answer: inAllForms(call.entry.operation, call) }),
  );
  writeFileSync(file, [JSON.stringify(first), ...lines, ""].join("\n"), { mode: 0o600 });
  return file;
}

function writeReadings(folder: string, { readings }: FrozenRun): string | null {
  if (readings.length === 0) return null;
  const file = join(folder, "readings");
  const text = formatReadings(readings.map(({ process, readings: data }) => ({ process, data })));
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

async function runProgram(
  run: NewRun,
  command: RunCommand & { readonly preload: string },
  { folder, verbose, timeoutMs }: FrozenOptions & { readonly folder: string },
): Promise<Omit<FrozenResult, "events">> {
  const path = join(folder, "output");
  const output = openSync(path, "w", 0o600);
  try {
    const program = startProgram({
      ...command,
      ...(verbose ? {} : { output }),
      descriptors: [],
      environment: variablesOf(run, command),
    });
    const limit = limitTime(timeoutMs, STOP_GRACE_MS);
    const exit = await program.exited;
    const timedOut = await limit.end();
    return {
      end: { exitCode: shellCode(exit.exitCode, exit.signal), timedOut },
      durationMs: exit.durationMs,
      output: readFileSync(path, "utf8"),
    };
  } finally {
    closeSync(output);
  }
}

/** Children that outlive the program would write into a folder that is about to go. */
async function stopLeftovers(spool: string, runId: string): Promise<void> {
  const known = livingWriters(spool, runId);
  await stopProcesses({ owner: process.pid, known, graceMs: LEFT_GRACE_MS });
}

function readEvents(files: ReturnType<typeof streamFiles>): RunnerEvent[] {
  const events: RunnerEvent[] = [];
  for (const { path, streamId } of files) {
    if (streamId === OWNER_STREAM) continue;
    for (const { lines } of readLineBatches(path, 0)) {
      // Written by our own recorder a moment ago.
      for (const line of lines) events.push((JSON.parse(line) as RunnerEnvelope).event);
    }
  }
  return events;
}
