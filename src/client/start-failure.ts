// Why a server that was started is not there, read from what it logged. Runs in the CLI.
import { readFileSync } from "node:fs";
import type { StartedServer } from "#src/client/start-server.ts";
import { findWriteProblem } from "#src/config/write-problem.ts";
import type { Settings } from "#src/config/settings.ts";
import { AoError } from "#src/errors.ts";

/** A server that fails says it in its last words, as every command does: `ao: what: why`. */
const LAST_WORDS = /^ao: (.+)\n(?: {2}hint: (.+)\n)?/gm;
const QUOTED_LINES = 5;

/** The error for a server that ended, or that does not answer though it was started. */
export function startFailure(settings: Settings, started: StartedServer | null): AoError {
  const { home, serverLog } = settings.directories;
  const log = started === null ? "" : readLog(serverLog, started.logStart);
  const [, reason, hint] = [...log.matchAll(LAST_WORDS)].at(-1) ?? [];
  if (reason !== undefined) return failed(reason, hint);
  // A full disk takes no last words either.
  const problem = findWriteProblem(home);
  if (problem !== null) return failed(`cannot write in "${home}": ${problem.reason}`, problem.mend);
  const exitCode = started?.exitCode() ?? null;
  const why = exitCode === null ? "it does not answer" : `it ended with exit code ${exitCode}`;
  const lines = log.split("\n").filter((line) => line !== "");
  const quoted = lines.slice(-QUOTED_LINES).map((line) => `\n${line}`);
  return failed(`${why}${quoted.join("")}`, `the log is ${serverLog}`);
}

function failed(why: string, hint: string | undefined): AoError {
  return new AoError("server_unavailable", `Cannot start the server: ${why}`, { hint });
}

/** What was logged behind the first `start` bytes; all of it where the log was rotated since. */
function readLog(path: string, start: number): string {
  try {
    const bytes = readFileSync(path);
    const text = bytes.toString("utf8", bytes.length < start ? 0 : start);
    return Bun.stripANSI(text);
  } catch {
    // No log: then there is nothing to quote.
    return "";
  }
}
