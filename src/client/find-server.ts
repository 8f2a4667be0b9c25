// Finds the running server: server.json says where, GET /health whether it is that one. Runs in the
// CLI and in a server that starts. The token is sent to nobody before this has been asked.
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { readText, sendRequest } from "#src/client/http-request.ts";
import { isServerProcess } from "#src/client/processes.ts";
import { readServerFile, type ServerFile, serverUrl } from "#src/config/server-file.ts";
import type { Settings } from "#src/config/settings.ts";
import { Health } from "#src/protocol/http-api.ts";
import { isProcessAlive } from "#src/runs/process-alive.ts";

const HEALTH_TIMEOUT_MS = 1000;

/** A server that has just answered. */
export interface RunningServer extends ServerFile {
  /** `http://127.0.0.1:5959` */
  readonly url: string;
}

/** What server.json and the process it names are worth. */
export type ServerState =
  | { readonly kind: "running"; readonly server: RunningServer; readonly health: Health }
  /** There is no server.json. */
  | { readonly kind: "absent" }
  /** The process is dead, a zombie, or another program with a recycled number. */
  | { readonly kind: "stale"; readonly file: ServerFile }
  /** The process is an ao server and does not answer. */
  | { readonly kind: "silent"; readonly file: ServerFile };

/** The running server, or null where none answers. */
export async function findServer(
  settings: Pick<Settings, "directories">,
): Promise<RunningServer | null> {
  const state = await inspectServer(settings);
  return state.kind === "running" ? state.server : null;
}

/** Looks closely at what server.json says. */
export async function inspectServer(settings: Pick<Settings, "directories">): Promise<ServerState> {
  const file = readServerFile(settings.directories.serverFile);
  if (file === null) return { kind: "absent" };
  const health = await askHealth(file);
  if (health?.instance === file.instance) {
    return { kind: "running", server: { ...file, url: serverUrl(file) }, health };
  }
  const isThere = isProcessAlive(file.pid) && isServerProcess(file.pid);
  return { kind: isThere ? "silent" : "stale", file };
}

async function askHealth(file: ServerFile): Promise<Health | null> {
  try {
    const response = await sendRequest({
      url: `${serverUrl(file)}/health`,
      timeoutMs: HEALTH_TIMEOUT_MS,
    });
    const body: unknown = JSON.parse(await readWithin(readText(response), HEALTH_TIMEOUT_MS));
    return TypeCompiler.Compile(Health).Check(body) ? body : null;
  } catch {
    // No answer, or a stranger's: both mean that our server is not there.
    return null;
  }
}

async function readWithin(text: Promise<string>, timeoutMs: number): Promise<string> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error("the body does not end")), timeoutMs);
  try {
    return await Promise.race([text, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
