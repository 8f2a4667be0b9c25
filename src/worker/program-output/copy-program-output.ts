// Records what the program writes to its standard streams, and leaves how it does so alone. Runs in the
// user's process. What native code writes (an uncaught exception, a child that is not Bun) is not seen.
import { createPatches } from "#src/intercept/patches.ts";
import { createSecretFinder } from "#src/worker/secret-finder.ts";
import type { SpoolWriter } from "#src/worker/spool-writer.ts";
import { beforeExit } from "./before-exit.ts";
import { copyConsole } from "./copy-console.ts";
import { copyFiles } from "./copy-files.ts";
import { copySinks } from "./copy-sinks.ts";
import { type StreamName, createOutputBuffer } from "./output-buffer.ts";
import { findOwnStreams } from "./own-streams.ts";

export interface ProgramOutputOptions {
  readonly spool: SpoolWriter;
  /** The run's folder. */
  readonly directory: string;
  /** Which of the program's processes this is; `0` is the program itself. */
  readonly process: string;
  readonly currentSubrun: () => string | null;
}

/**
 * Starts the copy. Returns a spool for all other events: what was written before one of them stands
 * before it.
 */
export function copyProgramOutput(options: ProgramOutputOptions): SpoolWriter {
  try {
    return install(options);
  } catch (error) {
    const message = `the program's output is not recorded: ${String(error)}`;
    options.spool.append({ type: "runner-log", level: "error", message });
    return options.spool;
  }
}

function install(options: ProgramOutputOptions): SpoolWriter {
  const { spool, directory } = options;
  const own = findOwnStreams(directory, options.process === "0" && Bun.isMainThread);
  if (own === null) return spool;
  const buffer = createOutputBuffer({ ...options, findSecrets: createSecretFinder() });
  const patches = createPatches();
  const print = (stream: StreamName, text: string): void => {
    const name = own(stream === "stdout" ? 1 : 2);
    if (name !== null) buffer.add(name, text);
  };
  copyConsole(console, patches, { print, isFull: buffer.isFull });
  copySinks(patches, own, buffer.add);
  copyFiles(patches, own, buffer.add);
  beforeExit(patches, buffer.flush);
  return {
    streamId: spool.streamId,
    append: (event, when) => {
      buffer.flush();
      return spool.append(event, when);
    },
  };
}
