// Starts the user's program under the embedded Bun and waits for it. Runs in the CLI.
import { resolve } from "node:path";
import { closeDescriptors, inheritedChannel, inheritingStdio } from "./inherited-descriptors.ts";
import { STANDARD_INPUT } from "./find-script.ts";
import { forwardSignals } from "./signals.ts";

export interface ProgramOptions {
  readonly script: string;
  readonly args: readonly string[];
  /** Where it runs; ao's own directory unless told. */
  readonly cwd?: string;
  /** Null runs the program without recording. */
  readonly preload: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Takes what it writes, in its order; it then has no standard input. Else it has our streams. */
  readonly output?: number;
  /** Open descriptors beyond the standard three that are the program's. */
  readonly descriptors: readonly number[];
}

export interface ProgramExit {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly durationMs: number;
}

export interface RunningProgram {
  readonly pid: number;
  readonly exited: Promise<ProgramExit>;
}

/** The program, with our standard streams, other descriptors, working directory and environment. */
export function startProgram(options: ProgramOptions): RunningProgram {
  const started = performance.now();
  const child = spawnProgram(options);
  closeDescriptors(options.descriptors);
  const stopForwarding = forwardSignals((signal) => child.kill(signal));
  const exited = child.exited.then((): ProgramExit => {
    stopForwarding();
    const signal = typeof child.signalCode === "string" ? child.signalCode : null;
    return {
      exitCode: signal === null ? child.exitCode : null,
      signal,
      durationMs: performance.now() - started,
    };
  });
  return { pid: child.pid, exited };
}

function spawnProgram(options: ProgramOptions): Bun.Subprocess {
  const { script, preload, descriptors, output, cwd = process.cwd() } = options;
  const words = [
    process.execPath,
    ...(preload === null ? [] : ["--preload", preload]),
    // An absolute path: `bun test` would run tests, not a script of that name.
    script === STANDARD_INPUT ? script : resolve(cwd, script),
    ...options.args,
  ];
  const spawn = (passed: readonly number[]): Bun.Subprocess =>
    Bun.spawn(words, {
      // The name by which the runtime speaks of itself in its messages.
      argv0: "bun",
      cwd,
      stdio: (output === undefined ? inheritingStdio(passed) : ["ignore", output, output]) as [
        "inherit",
        "inherit",
        "inherit",
      ],
      env: {
        ...process.env,
        ...inheritedChannel(passed),
        // As a shell that changed to it would have set it.
        ...(options.cwd === undefined || !("PWD" in process.env) ? {} : { PWD: cwd }),
        ...options.environment,
        BUN_BE_BUN: "1",
      },
    });
  try {
    return spawn(descriptors);
  } catch (error) {
    // One above the limit of open files (`ulimit -n`) cannot be passed on.
    if (descriptors.length === 0) throw error;
    return spawn([]);
  }
}
