// The connection of one run to the server. Runs in the CLI, beside the starting program, so the way
// to a running server loads next to nothing.
import { type ServerFile, readServerFile, serverUrl } from "#src/config/server-file.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken, runnerToken } from "#src/config/token.ts";
import { AoError } from "#src/errors.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";
import { VERSION } from "#src/version.ts";

const OPEN_TIMEOUT_MS = 5000;
/** A running server answers at once; a hung one must not hold up the search for another. */
const KNOWN_TIMEOUT_MS = 1000;

/**
 * An open `/runner` socket of the run; starts the server where there is none.
 * @throws AoError where no server can be had.
 */
export async function connectRunner(settings: Settings, runId: string): Promise<WebSocket> {
  const token = runnerToken(loadToken(settings), runId);
  const known = readServerFile(settings.directories.serverFile);
  if (known !== null && known.version === VERSION && isStillThere(known)) {
    try {
      return await open(`${serverUrl(known)}/runner?run=${runId}`, token, KNOWN_TIMEOUT_MS);
    } catch {
      // Gone or hung by now: looked for with all care below.
    }
  }
  const { ensureServer } = await import("#src/client/ensure-server.ts");
  const { url } = await ensureServer(settings);
  return open(`${url}/runner?run=${runId}`, token, OPEN_TIMEOUT_MS);
}

/** Where its process has died, whoever listens on its port is a stranger, and the events are none of theirs. */
function isStillThere(server: ServerFile): boolean {
  return isProcessAlive(server.pid, Date.parse(server.started_at));
}

async function open(url: string, token: string, timeoutMs: number): Promise<WebSocket> {
  // Bun's WebSocket takes headers; the DOM's type does not know.
  const options = { headers: { Authorization: `Bearer ${token}` } } as never;
  const socket = new WebSocket(url.replace(/^http/, "ws"), options);
  try {
    await opened(socket, timeoutMs);
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}

async function opened(socket: WebSocket, timeoutMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string): void =>
    reject(new AoError("server_unavailable", `Cannot reach the server's /runner: ${why}`));
  const timer = setTimeout(() => fail("no answer"), timeoutMs);
  socket.addEventListener("open", () => resolve(), { once: true });
  socket.addEventListener("close", ({ code }) => fail(`closed with ${code}`), { once: true });
  socket.addEventListener("error", () => fail("refused"), { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
