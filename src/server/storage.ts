// How much of the disk ao's files take. Runs in the server.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import type { Storage } from "#src/protocol/http-api.ts";

type Part = Storage["parts"][number];

/** Files that come and go meanwhile are counted or not. */
export async function measureStorage(directories: Directories): Promise<Storage> {
  const paths: readonly [Part["name"], string][] = [
    ["database", directories.databaseDirectory],
    ["spool", directories.spool],
    ["logs", directories.logs],
    ["rewritten", directories.rewritten],
    ["git", directories.git],
    ["runtime", directories.runtime],
  ];
  const parts: Part[] = [];
  for (const [name, path] of paths) parts.push({ name, path, ...(await measureFolder(path)) });
  const total_bytes = parts.reduce((total, { bytes }) => total + bytes, 0);
  return { home: directories.home, total_bytes, parts };
}

/** Links are not followed: what they lead to is somebody else's. */
async function measureFolder(path: string): Promise<{ files: number; bytes: number }> {
  const sum = { files: 0, bytes: 0 };
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const inside = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(inside);
      if (!entry.isFile()) continue;
      const size = await stat(inside).then(
        (found) => found.size,
        () => null,
      );
      if (size === null) continue;
      sum.files++;
      sum.bytes += size;
    }
  }
  return sum;
}
