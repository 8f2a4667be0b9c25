// Makes the spool folder of a new run: from here on nothing that happens is lost. Runs in the CLI.
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Settings } from "#src/config/settings.ts";
import { createId } from "#src/protocol/create-id.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { MANIFEST_NAME, OWNER_STREAM } from "#src/protocol/spool-names.ts";
import { environmentSecrets } from "#src/providers/secrets.ts";
import { VERSION } from "#src/version.ts";
import { type SpoolWriter, createSpoolWriter } from "#src/worker/spool-writer.ts";

/** The session a run goes into. */
export interface RunTarget {
  readonly sessionId: string;
  readonly sessionName: string;
  readonly parentRunId: string | null;
  /** Recorded answers to serve from. */
  readonly cacheFile: string | null;
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
  readonly seed: string | null;
}

/** A new session of this name. */
export function newTarget(name: string): RunTarget {
  return { sessionId: createId(), sessionName: name, parentRunId: null, cacheFile: null };
}

/** `src/my agent.ts` → `my-agent`: a name as sessions have it. */
export function sessionNameFor(script: string): string {
  const base = basename(script).replace(/\.[cm]?[jt]sx?$/, "");
  const name = base.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return name.slice(0, 64) || "program";
}

/**
 * Creates the folder, the manifest and the first event.
 * @throws the file system's error where the home cannot be written.
 */
export function openRun(settings: Settings, target: RunTarget, command: RunCommand): NewRun {
  const runId = createId();
  const directory = join(settings.directories.spool, runId);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const startedAt = performance.timeOrigin + performance.now();
  const manifest: SpoolManifest = {
    session_id: target.sessionId,
    session_name: target.sessionName,
    run_id: runId,
    owner_pid: process.pid,
    started_at: startedAt,
    ao_version: VERSION,
    calls: settings.calls.map((call) => ({ ...call })),
    cache_file: target.cacheFile,
  };
  writeFileSync(join(directory, MANIFEST_NAME), JSON.stringify(manifest), { mode: 0o600 });
  const owner = createSpoolWriter(directory, OWNER_STREAM);
  const isWritten = owner.append({
    type: "run-start",
    session_id: target.sessionId,
    session_name: target.sessionName,
    run_id: runId,
    parent_run_id: target.parentRunId,
    command: {
      script: resolve(command.script),
      args: withoutSecrets(command.args, process.env),
      cwd: process.cwd(),
    },
    pid: process.pid,
    started_at: startedAt,
    ao_version: VERSION,
    seed: command.seed,
  });
  if (!isWritten) throw new Error(`cannot write to "${directory}": is the disk full?`);
  return { runId, target, directory, owner };
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
