// Starts the server as a process of its own. Runs in the CLI.
import { spawn } from "node:child_process";
import { closeSync, fstatSync, openSync } from "node:fs";
import { selfCommand, selfEnvironment } from "#src/client/self-command.ts";
import type { Directories } from "#src/config/directories.ts";
import { createHome, homeUnusable } from "#src/config/home.ts";
import type { Settings } from "#src/config/settings.ts";

/** A server process that has been started. */
export interface StartedServer {
  /** Its exit code, or null while it runs. */
  readonly exitCode: () => number | null;
  /** Bytes of the log file that were there before it. */
  readonly logStart: number;
}

export interface StartOptions {
  /** What to run; `ao server run` of this ao unless told. */
  readonly command?: readonly string[];
}

/**
 * Starts `ao server run` in a session of its own, so that it outlives this process and its terminal.
 * What it prints goes to the log file.
 */
export function startServer(settings: Settings, options: StartOptions = {}): StartedServer {
  const { directories, host } = settings;
  createHome(directories);
  const [program = process.execPath, ...words] = options.command ?? [
    ...selfCommand(),
    "server",
    "run",
  ];
  const log = openLog(directories);
  try {
    const logStart = fstatSync(log).size;
    const child = spawn(program, words, {
      // Not the caller's folder: it may go away, and Bun would read its .env.
      cwd: directories.home,
      env: { ...selfEnvironment(), AO_HOME: directories.home, AO_HOST: host },
      detached: true,
      stdio: ["ignore", log, log],
      windowsHide: true,
    });
    let exitCode: number | null = null;
    child.once("exit", (code) => (exitCode = code ?? 1));
    child.once("error", () => (exitCode = 1));
    child.unref();
    return { exitCode: () => exitCode, logStart };
  } finally {
    closeSync(log);
  }
}

function openLog({ serverLog, home }: Directories): number {
  try {
    return openSync(serverLog, "a", 0o600);
  } catch (error) {
    throw homeUnusable(`Cannot write "${serverLog}"`, home, error);
  }
}
