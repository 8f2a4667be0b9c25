// Whether an executable has to be built anew. Used by the sample and by the tests.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What an executable is made of. */
const SOURCES = ["src", "scripts/build", "scripts/build.ts", "package.json", "package-lock.json"];

/** True where `executable` is newer than everything it is made of, in the repository at `root`. */
export function isFresh(executable: string, root: string): boolean {
  const built = statSync(executable, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return SOURCES.every((source) => isOlder(join(root, source), built));
}

function isOlder(path: string, time: number): boolean {
  const stats = statSync(path);
  // A folder is as new as the last file that came or went.
  if (stats.mtimeMs >= time) return false;
  return !stats.isDirectory() || readdirSync(path).every((name) => isOlder(join(path, name), time));
}
