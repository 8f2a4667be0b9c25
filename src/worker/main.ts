// Entry of ao inside the recorded program: preloaded before the program in each of its Bun
// processes and workers. Installs what records the calls; a failure leaves the program as it was.
import { existsSync } from "node:fs";
import { installAlways, installBuiltins } from "#src/intercept/install.ts";
import { guarded } from "#src/intercept/guard.ts";
import { createPatches } from "#src/intercept/patches.ts";
import type { SpoolManifest } from "#src/protocol/spool.ts";
import { createConfiguredRecognizers } from "#src/providers/configured.ts";
import { type Answers, createAnswers, createNoAnswers } from "./answers.ts";
import { installDeterminism } from "./determinism/install.ts";
import { dieWithOwner } from "./die-with-owner.ts";
import { joinChildren, joinWorkerThreads } from "./join-children.ts";
import { ALL_NEEDS, guessNeeds } from "./program-needs.ts";
import { copyProgramOutput } from "./program-output/copy-program-output.ts";
import { provideProgramModule } from "./program-module.ts";
import { createRecorder } from "./recorder.ts";
import { readReplayFile } from "./replay-reader.ts";
import { type RunContext, readRunContext } from "./run-context.ts";
import { createSecretFinder } from "./secret-finder.ts";
import { type SpoolWriter, announceStream, createSpoolWriter } from "./spool-writer.ts";
import { createSubruns } from "./subruns.ts";

/** What is preloaded: in the executable, a module that loads this code (record/preload-file.ts). */
const preload = import.meta.path.replace(/\.code\.js$/, ".js");

// A CommonJS program can list what was loaded before it.
// Entered only when this module is done.
queueMicrotask(() => delete require.cache[import.meta.path]);

const context = readRunContext(preload);
// A program that calls `ao` has asked for ao: it is no part of the program, and may start another run.
const isAo = /[\\/](?:\$bunfs|~BUN)[\\/]root[\\/]ao(?:-[\w-]+)?(?:\.exe)?$/.test(Bun.main);
if (!isAo) {
  try {
    if (context === null) provideProgramModule(Bun.main, null);
    else install(context);
  } catch (error) {
    if (context !== null) reportFailure(context, error);
  }
}

function install(run: RunContext): void {
  const { manifest } = run;
  if (Bun.isMainThread) dieWithOwner(manifest.owner_pid);
  const spool = copyProgramOutput({
    spool: createSpoolWriter(run.directory, newStreamId()),
    directory: run.directory,
    process: run.process,
    currentSubrun: () => subruns.current()?.id ?? null,
  });
  // `ao record` waits for the program itself; who outlives that must be known to it.
  if (process.ppid !== manifest.owner_pid) announceStream(run.directory, spool.streamId);
  const { replay_file: replayFile = null } = manifest;
  const findSecrets = createSecretFinder();
  const scrub = (text: string): string => findSecrets(null)(text);
  const subruns = createSubruns({ spool, process: run.process, within: run.within, scrub });
  const recorder = createRecorder({
    spool,
    configured: createConfiguredRecognizers(manifest.calls),
    answers: replayFile === null ? null : readOnce(replayFile, manifest, spool),
    placeholders: manifest.placeholders ?? [],
    process: run.process,
    currentSubrun: subruns.current,
  });
  installAlways(recorder);
  const patches = createPatches();
  const children = joinChildren(run, patches, subruns);
  const needs = Bun.isMainThread ? guessNeeds(Bun.main) : ALL_NEEDS;
  if (needs.builtins || needs.fetchLibraries) {
    const { report } = recorder;
    const place = { process: run.process, scrub, report };
    provideProgramModule(Bun.main, { spool, subruns, ...place });
    installBuiltins(recorder, needs);
    joinWorkerThreads(children, patches);
  }
  // Last: what ao itself asks at its start is real.
  const repeatable = {
    ...run,
    streamId: spool.streamId,
    nodeCrypto: needs.nodeCrypto,
    report: (error: unknown) => recorder.report("determinism", error),
  };
  const patchAll = (): void => installDeterminism(repeatable, createPatches());
  guarded(recorder, "determinism", patchAll, undefined);
}

function reportFailure({ directory }: RunContext, error: unknown): void {
  const spool = createSpoolWriter(directory, newStreamId());
  spool.append({ type: "runner-log", level: "error", message: `not recorded: ${String(error)}` });
}

/** Begins with the process id, by which the server knows whether the writer lives. */
function newStreamId(): string {
  return `${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
}

/** The answers, read with the first call that may be served; none where the run is over by then. */
function readOnce(
  replayFile: string,
  { offline = false }: SpoolManifest,
  spool: SpoolWriter,
): () => Answers {
  let answers: Answers | null = null;
  const read = (): Answers =>
    (existsSync(replayFile) ? readAnswers(replayFile, spool) : null) ?? createNoAnswers(offline);
  return () => (answers ??= read());
}

function readAnswers(replayFile: string, spool: SpoolWriter): Answers | null {
  try {
    return createAnswers(readReplayFile(replayFile));
  } catch (error) {
    const message = `recorded answers cannot be read: ${String(error)}`;
    spool.append({ type: "runner-log", level: "error", message });
    return null;
  }
}
