// server.json: where the running server says how to reach it. Written by the server, read by all.
import { readFileSync } from "node:fs";

export interface ServerFile {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  readonly version: string;
  /** Random per start; `GET /health` repeats it, so a stranger on the port is told apart. */
  readonly instance: string;
  readonly started_at: string;
}

// Checked by hand: `ao record` reads it at each start, and a schema library takes 5 ms to load.
const FIELDS: Readonly<Record<keyof ServerFile, (value: unknown) => boolean>> = {
  pid: Number.isInteger,
  host: isText,
  port: Number.isInteger,
  version: isText,
  instance: isText,
  started_at: isText,
};

/** The server file, or null where it is missing or not one. */
export function readServerFile(path: string): ServerFile | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isServerFile(parsed) ? parsed : null;
  } catch {
    // Missing or half a file: the same as no server; the health check decides.
    return null;
  }
}

function isServerFile(value: unknown): value is ServerFile {
  if (typeof value !== "object" || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  return Object.entries(FIELDS).every(([name, isRight]) => isRight(fields[name]));
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** `http://127.0.0.1:5959`. */
export function serverUrl(server: Pick<ServerFile, "host" | "port">): string {
  const host = server.host.includes(":") ? `[${server.host}]` : server.host;
  return `http://${host}:${server.port}`;
}
