// Writes and removes server.json. Runs in the server, which holds the lock meanwhile.
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { readServerFile, type ServerFile } from "#src/config/server-file.ts";

/** Says how to reach this server; readers see the old file or the whole new one. */
export function publishServer(path: string, server: ServerFile): void {
  const temporary = `${path}.${server.pid}`;
  writeFileSync(temporary, `${JSON.stringify(server)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}

/** Removes the file unless it is another server's. */
export function unpublishServer(path: string, instance: string): void {
  if (readServerFile(path)?.instance === instance) rmSync(path, { force: true });
}
