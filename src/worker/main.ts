// Entry of ao inside the recorded program: preloaded before the program in each of its Bun
// processes and workers. Installs what records the calls; a failure leaves the program as it was.
import { installAlways, installBuiltins } from "#src/intercept/install.ts";
import { createPatches } from "#src/intercept/patches.ts";
import { createConfiguredRecognizers } from "#src/providers/configured.ts";
import { inputHash } from "#src/providers/input-hash.ts";
import { type Answers, readAnswers } from "./answers.ts";
import { dieWithOwner } from "./die-with-owner.ts";
import { joinChildren, joinWorkerThreads } from "./join-children.ts";
import { mayNeedBuiltins } from "./program-needs.ts";
import { createRecorder } from "./recorder.ts";
import { type RunContext, readRunContext } from "./run-context.ts";
import { createSpoolWriter } from "./spool-writer.ts";

const context = readRunContext(import.meta.path);
if (context !== null) {
  try {
    install(context);
  } catch (error) {
    process.stderr.write(`ao: cannot record this process: ${String(error)}\n`);
  }
}

function install(run: RunContext): void {
  const { manifest } = run;
  if (Bun.isMainThread) dieWithOwner(manifest.owner_pid);
  const spool = createSpoolWriter(run.directory, `${process.pid}-${randomName()}`);
  const { cache_file: cacheFile } = manifest;
  const recorder = createRecorder({
    spool,
    configured: createConfiguredRecognizers(manifest.calls),
    answers: cacheFile === null ? null : { answers: once(() => readAnswers(cacheFile)), inputHash },
  });
  installAlways(recorder);
  joinChildren(run, createPatches());
  if (!Bun.isMainThread || mayNeedBuiltins(Bun.main)) {
    installBuiltins(recorder);
    joinWorkerThreads(run);
  }
}

function randomName(): string {
  return crypto.randomUUID().slice(0, 8);
}

function once(read: () => Answers): () => Answers {
  let answers: Answers | null = null;
  return () => (answers ??= read());
}
