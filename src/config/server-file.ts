// server.json: where the running server says how to reach it. Written by the server, read by all.
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { readFileSync } from "node:fs";

export const ServerFile = Type.Object({
  pid: Type.Integer(),
  host: Type.String(),
  port: Type.Integer(),
  version: Type.String(),
  /** Random per start; `GET /health` repeats it, so a stranger on the port is told apart. */
  instance: Type.String(),
  started_at: Type.String(),
});
export type ServerFile = Static<typeof ServerFile>;

/** The server file, or null where it is missing or not one. */
export function readServerFile(path: string): ServerFile | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    return Value.Check(ServerFile, parsed) ? parsed : null;
  } catch {
    // Missing or half a file: the same as no server; the health check decides.
    return null;
  }
}

/** `http://127.0.0.1:5959`. */
export function serverUrl(server: Pick<ServerFile, "host" | "port">): string {
  const host = server.host.includes(":") ? `[${server.host}]` : server.host;
  return `http://${host}:${server.port}`;
}
