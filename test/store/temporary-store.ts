// A database file of its own, deleted when disposed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder, and where the database goes in it. */
export function temporaryDatabase(): {
  readonly folder: string;
  readonly path: string;
} & Disposable {
  const folder = mkdtempSync(join(tmpdir(), "ao-store-"));
  return {
    folder,
    path: join(folder, "db", "ao.sqlite"),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
