// Words for a running server. Pure.
import type { RunningServer } from "#src/client/find-server.ts";
import type { Settings } from "#src/config/settings.ts";

/** `http://127.0.0.1:5959 (process 4242)` */
export function describeServer(server: Pick<RunningServer, "url" | "pid">): string {
  return `${server.url} (process ${server.pid})`;
}

/** Why the server is not on the port of the settings; null where it is. */
export function describePort(
  settings: Pick<Settings, "port" | "portIsExplicit">,
  server: Pick<RunningServer, "port">,
): string | null {
  if (settings.port === 0 || settings.port === server.port) return null;
  if (settings.portIsExplicit) {
    return `It was started on port ${server.port}; \`ao server restart\` moves it to ${settings.port}`;
  }
  return `Port ${settings.port} was held by another program, so it took ${server.port}`;
}
