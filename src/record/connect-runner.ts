// The connection of one run to the server. Runs in the CLI, beside the starting program, so the way
// to a running server loads next to nothing.
import { readServerFile, serverUrl } from "#src/config/server-file.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken, runnerToken } from "#src/config/token.ts";
import { AoError } from "#src/errors.ts";
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
  if (known !== null && known.version === VERSION) {
    try {
      return await open(`${serverUrl(known)}/runner?run=${runId}`, token, KNOWN_TIMEOUT_MS);
    } catch {
      // Gone, hung or a stranger by now: looked for with all care below.
    }
  }
  const { ensureServer } = await import("#src/client/ensure-server.ts");
  const { url } = await ensureServer(settings);
  return open(`${url}/runner?run=${runId}`, token, OPEN_TIMEOUT_MS);
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
