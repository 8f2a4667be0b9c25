// The connection of one run to the server. Runs in the CLI.
import { ensureServer } from "#src/client/ensure-server.ts";
import type { Settings } from "#src/config/settings.ts";
import { loadToken, runnerToken } from "#src/config/token.ts";
import { AoError } from "#src/errors.ts";

const OPEN_TIMEOUT_MS = 5000;

/**
 * An open `/runner` socket of the run; starts the server where there is none.
 * @throws AoError where no server can be had.
 */
export async function connectRunner(settings: Settings, runId: string): Promise<WebSocket> {
  const server = await ensureServer(settings);
  const token = runnerToken(loadToken(settings), runId);
  const url = `${server.url.replace(/^http/, "ws")}/runner?run=${runId}`;
  // Bun's WebSocket takes headers; the DOM's type does not know.
  const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } } as never);
  await opened(socket);
  return socket;
}

async function opened(socket: WebSocket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string): void =>
    reject(new AoError("server_unavailable", `Cannot reach the server's /runner: ${why}`));
  const timer = setTimeout(() => fail("no answer"), OPEN_TIMEOUT_MS);
  socket.addEventListener("open", () => resolve(), { once: true });
  socket.addEventListener("close", ({ code }) => fail(`closed with ${code}`), { once: true });
  socket.addEventListener("error", () => fail("refused"), { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
