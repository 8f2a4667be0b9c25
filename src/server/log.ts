// The server's log file: one line per event, `2026-11-20T08:00:00.000Z INFO message key=value`.
// Written at once, not buffered: the last lines before a crash are the ones that matter. That is why
// it is not a stream of a logging library; at some lines a minute nobody waits for it.
import { closeSync, fstatSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { homeUnusable } from "#src/config/home.ts";
import type { Logger } from "#src/config/logger.ts";

/** A logger that writes to `path` and rotates it: `server.log`, `server.log.1`, `server.log.2`. */
export interface LogFile extends Logger, Disposable {}

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

interface LogFileOptions {
  /** The lowest level that is written; an unknown one counts as `info`. */
  readonly level?: string;
  readonly maximumBytes?: number;
  /** How many files there are at most, the current one included. */
  readonly files?: number;
}

/** Opens a log file. A line that cannot be written (a full disk) is lost; the server goes on. */
export function openLogFile(path: string, options: LogFileOptions = {}): LogFile {
  const { maximumBytes = 5 * 2 ** 20, files = 3 } = options;
  const lowest = Math.max(LEVELS.indexOf(toLevel(options.level)), 0);
  let file = openFile(path);
  // A full disk takes half a line; the next one must not be glued to it.
  let isTorn = false;
  const write = (level: Level, message: string, fields: Record<string, unknown> = {}): void => {
    if (LEVELS.indexOf(level) < lowest) return;
    try {
      const line = Buffer.from(
        `${isTorn ? "\n" : ""}${formatLogLine(new Date(), level, message, fields)}`,
      );
      const written = writeSync(file, line);
      isTorn = written === 0 ? isTorn : written < line.length;
      if (fstatSync(file).size < maximumBytes) return;
      if (isSameFile(path, file)) rotate(path, files);
      const next = openFile(path);
      // Not before the next one is open: a closed number may soon be that of the database.
      closeSync(file);
      file = next;
    } catch {
      // There is nowhere left to report that the log cannot be written.
    }
  };
  return {
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
    [Symbol.dispose]: () => closeSync(file),
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, "a", 0o600);
  } catch (error) {
    throw homeUnusable(`Cannot write "${path}"`, dirname(path), error);
  }
}

/** One line; values with spaces are quoted, line feeds escaped, so that a line is always one event. */
export function formatLogLine(
  time: Date,
  level: Level,
  message: string,
  fields: Record<string, unknown>,
): string {
  let line = `${time.toISOString()} ${level.toUpperCase()} ${escapeControls(message)}`;
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) line += ` ${key}=${formatValue(value)}`;
  }
  return `${line}\n`;
}

/** The files of a rotated log, newest first. */
export function logFiles(path: string, files = 3): string[] {
  return Array.from({ length: files }, (_, age) => (age === 0 ? path : `${path}.${age}`));
}

function toLevel(name: string | undefined): Level {
  return LEVELS.find((level) => level === name) ?? "info";
}

function isSameFile(path: string, file: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino;
}

function rotate(path: string, files: number): void {
  const names = logFiles(path, files);
  rmSync(names.at(-1) ?? path, { force: true });
  for (let age = names.length - 2; age >= 0; age--) {
    renameIfThere(names[age] ?? path, names[age + 1] ?? path);
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

function formatValue(value: unknown): string {
  const text = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  return /^[^\s"=\p{Cc}]+$/u.test(text) ? text : escapeControls(JSON.stringify(text));
}

/** What a recorded program or a request brought must not move the cursor of who reads the log. */
function escapeControls(text: string): string {
  return text
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
