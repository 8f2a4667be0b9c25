// Starts the server as a process of its own. Runs in the CLI.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { selfCommand, selfEnvironment } from "#src/client/self-command.ts";
import { createHome } from "#src/config/home.ts";
import type { Settings } from "#src/config/settings.ts";

/** A server process that has been started. */
export interface StartedServer {
  /** Its exit code, or null while it runs. */
  readonly exitCode: () => number | null;
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
  const log = openSync(directories.serverLog, "a", 0o600);
  try {
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
    return { exitCode: () => exitCode };
  } finally {
    closeSync(log);
  }
}

/** The last lines of a log file; empty where there is none. */
export function lastLines(path: string, count: number): string[] {
  try {
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    return lines.slice(-count).filter((line) => line !== "");
  } catch {
    // Nothing has been logged: then there is nothing to quote.
    return [];
  }
}
