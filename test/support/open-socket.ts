// A WebSocket to a server under test.
import { AoError } from "#src/errors.ts";

const OPEN_TIMEOUT_MS = 5000;

/**
 * Opens `path` (`/ws`, `/runner?run=…`) and resolves when it is open.
 * @throws AoError `server_unavailable` where it cannot be opened.
 */
export async function openSocket(
  server: { readonly url: string },
  path: string,
  token: string,
): Promise<WebSocket> {
  const url = `${server.url.replace(/^http/, "ws")}${path}`;
  // Bun's constructor takes headers; the standard's type does not know.
  const options = { headers: { authorization: `Bearer ${token}` } } as unknown as string[];
  const socket = new WebSocket(url, options);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(unreachable(path, "no answer")), OPEN_TIMEOUT_MS);
  socket.addEventListener("open", () => resolve(), { once: true });
  socket.addEventListener("error", () => reject(unreachable(path, "refused")), { once: true });
  socket.addEventListener("close", () => reject(unreachable(path, "closed")), { once: true });
  try {
    await promise;
    return socket;
  } catch (error) {
    socket.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(path: string, why: string): AoError {
  return new AoError("server_unavailable", `Cannot open ${path.split("?")[0]}: ${why}`);
}
