// Makes the spool folder of a new run: from here on nothing that happens is lost. Runs in the CLI.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Settings } from "#src/config/settings.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { ReplayInfo } from "#src/protocol/replay.ts";
import type { NodeReference } from "#src/protocol/runner-event.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { MANIFEST_NAME, OWNER_STREAM, SPOOL_VARIABLE } from "#src/protocol/spool-names.ts";
import { environmentSecrets } from "#src/providers/secrets.ts";
import { VERSION } from "#src/version.ts";
import type { DeterminismFields } from "./determinism-fields.ts";
import { STANDARD_INPUT } from "./find-script.ts";
import { type Placeholder, environmentNames, placeholderVariables } from "./program-environment.ts";
import { type SpoolWriter, createSpoolWriter } from "#src/worker/spool-writer.ts";

/** The session a run goes into. */
export interface RunTarget {
  readonly sessionId: string;
  readonly sessionName: string;
  readonly parentRunId: string | null;
  /** Chosen already where somebody waits for it; else a new one. */
  readonly runId?: string;
  /** What it is answered from; null where every call goes out. */
  readonly replay: RunReplay | null;
}

export interface RunReplay {
  /** Written by the server (protocol/replay-file.ts). */
  readonly file: string;
  /** Clock readings of the recorded run. */
  readonly readingsFile: string | null;
  /** Nothing is sent, also where the file cannot be read. */
  readonly offline: boolean;
  readonly info: ReplayInfo;
  /** The recorded calls that an edit is for. */
  readonly editedCalls: readonly NodeReference[];
}

export interface NewRun {
  readonly runId: string;
  readonly target: RunTarget;
  readonly directory: string;
  /** The stream of `ao record` itself. */
  readonly owner: SpoolWriter;
}

export interface RunCommand {
  readonly script: string;
  readonly args: readonly string[];
  /** Where it runs; ao's own directory unless told. */
  readonly cwd?: string;
  /** Given to the program as AO_SEED. */
  readonly seed: string | null;
  readonly determinism: DeterminismFields;
  /** Stand-ins for keys that the recorded program had and this environment lacks. */
  readonly placeholders?: readonly Placeholder[];
}

/** A new session of this name. */
export function newTarget(name: string): RunTarget {
  return { sessionId: createId(), sessionName: name, parentRunId: null, replay: null };
}

/** `src/my agent.ts` → `my-agent`: a name as sessions have it. */
export function sessionNameFor(script: string): string {
  const base = basename(script).replace(/\.[cm]?[jt]sx?$/, "");
  const name = base.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return name.slice(0, 64) || "program";
}

/**
 * Creates the folder, the manifest and the first event.
 * @throws the file system's error where the home cannot be written; then nothing is left there.
 */
export function openRun(settings: Settings, target: RunTarget, command: RunCommand): NewRun {
  const runId = target.runId ?? createId();
  const directory = join(settings.directories.spool, runId);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const owner = writeBeginning(settings, { ...target, runId }, { command, directory });
    return { runId, target, directory, owner };
  } catch (error) {
    // Nobody could deliver it: a run without its beginning is none.
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

function writeBeginning(
  settings: Settings,
  target: RunTarget & { readonly runId: string },
  { command, directory }: { readonly command: RunCommand; readonly directory: string },
): SpoolWriter {
  const { runId } = target;
  const { placeholders = [], cwd = process.cwd() } = command;
  const startedAt = performance.timeOrigin + performance.now();
  const manifest: SpoolManifest = {
    session_id: target.sessionId,
    session_name: target.sessionName,
    run_id: runId,
    owner_pid: process.pid,
    started_at: startedAt,
    ao_version: VERSION,
    calls: settings.calls.map((call) => ({ ...call })),
    replay_file: target.replay?.file ?? null,
    offline: target.replay?.offline ?? false,
    ...command.determinism,
    placeholders: placeholders.map((placeholder) => ({ ...placeholder })),
  };
  writeFileSync(join(directory, MANIFEST_NAME), JSON.stringify(manifest), { mode: 0o600 });
  const environment = {
    ...process.env,
    ...placeholderVariables(placeholders),
    ...(command.seed === null ? {} : { AO_SEED: command.seed }),
  };
  const owner = createSpoolWriter(directory, OWNER_STREAM);
  const isWritten = owner.append({
    type: "run-start",
    session_id: target.sessionId,
    session_name: target.sessionName,
    run_id: runId,
    parent_run_id: target.parentRunId,
    command: {
      script: command.script === STANDARD_INPUT ? command.script : resolve(cwd, command.script),
      args: withoutSecrets(command.args, environment),
      cwd,
    },
    pid: process.pid,
    started_at: startedAt,
    ao_version: VERSION,
    seed: command.determinism.seed,
    environment_names: environmentNames(environment),
    replay: target.replay?.info ?? null,
  });
  if (!isWritten) throw new Error(`cannot write to "${directory}": is the disk full?`);
  return owner;
}

/** What the program's environment has beside what this process's has. */
export function variablesOf(run: NewRun, command: RunCommand): Record<string, string> {
  return {
    AO_SESSION_ID: run.target.sessionId,
    AO_RUN_ID: run.runId,
    [SPOOL_VARIABLE]: run.directory,
    ...(command.seed === null ? {} : { AO_SEED: command.seed }),
    ...placeholderVariables(command.placeholders ?? []),
  };
}

/**
 * The arguments with each secret of the environment replaced by a reference to its variable,
 * `{env:OPENAI_API_KEY}`, so that a re-run can put the value of its own environment there.
 */
export function withoutSecrets(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  // The longest first: one secret may be the beginning of another.
  const secrets = environmentSecrets(environment).sort((a, b) => b.value.length - a.value.length);
  return args.map((argument) =>
    // A function, because `$` in a replacement text has a meaning.
    secrets.reduce(
      (text, { name, value }) => text.replaceAll(value, () => `{env:${name}}`),
      argument,
    ),
  );
}
