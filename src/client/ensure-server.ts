// Makes sure that a server of this version runs, and that there is one. Runs in the CLI. Any number
// of processes may call it at once: the server's lock decides which of the started ones stays.
import { findServer, inspectServer, type RunningServer } from "#src/client/find-server.ts";
import { startFailure } from "#src/client/start-failure.ts";
import { startServer, type StartedServer, type StartOptions } from "#src/client/start-server.ts";
import { stopServer } from "#src/client/stop-server.ts";
import { assertHostAllowed } from "#src/config/host.ts";
import type { Settings } from "#src/config/settings.ts";
import { AoError } from "#src/errors.ts";
import { VERSION } from "#src/version.ts";

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 20;

export interface EnsureOptions extends StartOptions {
  /** Told, in one line, what a person may want to know: a server was replaced, or is newer. */
  readonly onNotice?: (message: string) => void;
  readonly timeoutMs?: number;
}

/**
 * The running server, started where there is none. An older one is replaced; a newer one is used.
 * @throws AoError `server_unavailable` where none can be had, saying what it said of it.
 */
export async function ensureServer(
  settings: Settings,
  options: EnsureOptions = {},
): Promise<RunningServer> {
  const once = withoutRepeats(options);
  const found = await findServer(settings);
  if (found !== null && (await isUsable(settings, found, once))) return found;
  assertHostAllowed(settings);
  return waitForServer(settings, once);
}

async function waitForServer(settings: Settings, options: EnsureOptions): Promise<RunningServer> {
  const deadline = Date.now() + (options.timeoutMs ?? TIMEOUT_MS);
  let started: StartedServer | null = null;
  for (;;) {
    const state = await inspectServer(settings);
    if (state.kind === "running") {
      if (await isUsable(settings, state.server, options)) return state.server;
      // An older ao that is recording lost its server with ours, and was the first to start another.
      started = null;
      continue;
    }
    const exitCode = started?.exitCode() ?? null;
    if (exitCode !== null && exitCode !== 0) throw startFailure(settings, started);
    if (Date.now() > deadline) {
      throw state.kind === "silent" ? silent(state.file) : startFailure(settings, started);
    }
    // A silent server may only be busy; one that is there must not get a second beside it. One
    // that has exited well has seen another server, which may have gone since.
    if (state.kind !== "silent" && (started === null || exitCode === 0)) {
      started = startServer(settings, options);
    }
    await Bun.sleep(PAUSE_MS);
  }
}

/** False where the server was too old and has been stopped. */
async function isUsable(
  settings: Settings,
  server: RunningServer,
  { onNotice }: EnsureOptions,
): Promise<boolean> {
  const order = Bun.semver.order(server.version, VERSION);
  if (order > 0) {
    onNotice?.(`The running server is ao ${server.version}, newer than this ao ${VERSION}`);
  }
  if (order >= 0) return true;
  onNotice?.(`Replacing the running server ${server.version} by ${VERSION}`);
  await stopServer(settings);
  return false;
}

function withoutRepeats(options: EnsureOptions): EnsureOptions {
  const told = new Set<string>();
  const onNotice = (message: string): void => {
    if (!told.has(message)) options.onNotice?.(message);
    told.add(message);
  };
  return { ...options, onNotice };
}

function silent(file: { readonly pid: number; readonly port: number }): AoError {
  return new AoError(
    "server_unavailable",
    `Cannot reach the server: process ${file.pid} holds port ${file.port} but does not answer`,
    { hint: "`ao server restart` ends it and starts a new one" },
  );
}
