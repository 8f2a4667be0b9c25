// Stops the server: asks it first, ends it only when it does not listen, and never ends a process
// that is not ours. Runs in the CLI.
import { existsSync, rmSync } from "node:fs";
import { inspectServer } from "#src/client/find-server.ts";
import { sendRequest } from "#src/client/http-request.ts";
import { isLocked } from "#src/client/server-lock.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";
import { AoError, isAoError } from "#src/errors.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";

/** A healthy server may be storing the last of a run. */
const ORDERLY_MS = 15_000;
const TERMINATE_MS = 5000;
const KILL_MS = 2000;
const PAUSE_MS = 20;

/** `cleaned`: there was no server, but a file of one that has died. */
export type StopOutcome = "stopped" | "killed" | "not_running" | "cleaned";

/**
 * Stops the server and waits until it is gone.
 * @throws AoError `server_unavailable` where it does not even end when killed.
 */
export async function stopServer(settings: Settings): Promise<StopOutcome> {
  const state = await inspectServer(settings);
  switch (state.kind) {
    case "absent":
      return stopUnpublished(settings);
    case "stale":
      rmSync(settings.directories.serverFile, { force: true });
      return "cleaned";
    case "running":
      if (await askToStop(settings, state.server)) {
        if (await isGoneWithin(state.server.pid, ORDERLY_MS)) return "stopped";
      }
      return endProcess(settings, state.server.pid);
    case "silent":
      return endProcess(settings, state.file.pid);
  }
}

/** Without server.json there may still be a server: one that is just starting, or just stopping. */
async function stopUnpublished(settings: Settings): Promise<StopOutcome> {
  const { serverFile, serverLock, home } = settings.directories;
  if (!existsSync(home)) return "not_running";
  const deadline = Date.now() + ORDERLY_MS;
  let outcome: StopOutcome = "not_running";
  while (isLocked(serverLock)) {
    if (existsSync(serverFile)) return stopServer(settings);
    if (Date.now() > deadline) throw unknownHolder(serverLock);
    outcome = "stopped";
    await Bun.sleep(5 * PAUSE_MS);
  }
  return outcome;
}

function unknownHolder(lock: string): AoError {
  return new AoError(
    "server_unavailable",
    `Cannot stop the server: a process holds "${lock}" but does not say which it is`,
    { hint: "look for `ao server run` among your processes and end it" },
  );
}

async function askToStop(settings: Settings, server: { url: string }): Promise<boolean> {
  try {
    const response = await sendRequest({
      url: `${server.url}/shutdown`,
      method: "POST",
      token: loadToken(settings),
      timeoutMs: 2000,
    });
    response.resume();
    return response.statusCode === 202 || response.statusCode === 503;
  } catch (error) {
    // It went away meanwhile, answers no more, or the token is lost: the signals below decide.
    if (isAoError(error)) return false;
    throw error;
  }
}

/** For a process that {@link inspectServer} has just seen to be an ao server. */
async function endProcess(settings: Settings, pid: number): Promise<StopOutcome> {
  sendSignal(pid, "SIGTERM");
  if (await isGoneWithin(pid, TERMINATE_MS)) return "stopped";
  sendSignal(pid, "SIGKILL");
  if (!(await isGoneWithin(pid, KILL_MS))) {
    throw new AoError("server_unavailable", `Cannot stop the server: process ${pid} does not end`);
  }
  rmSync(settings.directories.serverFile, { force: true });
  return "killed";
}

function sendSignal(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Gone already is what was wanted.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function isGoneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isProcessAlive(pid)) {
    if (Date.now() > deadline) return false;
    await Bun.sleep(PAUSE_MS);
  }
  return true;
}
