// Makes the folders of an installation. Runs in whatever process needs them first.
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import { explainWriteError } from "#src/config/write-problem.ts";
import { AoError } from "#src/errors.ts";

/**
 * Creates the home folder and what the server keeps in it, readable by this user only.
 * @throws AoError `home_unusable` naming the folder and the reason.
 */
export function createHome(directories: Directories): void {
  const folders = [
    directories.home,
    directories.databaseDirectory,
    directories.logs,
    directories.spool,
    dirname(directories.token),
  ];
  for (const folder of folders) createPrivateFolder(folder, directories.home);
}

function createPrivateFolder(folder: string, home: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A folder that was there before may be open to others; the token lies in it.
    if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
  } catch (error) {
    throw homeUnusable(`Cannot use "${folder}"`, home, error);
  }
}

/** The error for a file of `home` that could not be written; `action` is what failed because of it. */
export function homeUnusable(action: string, home: string, cause: unknown): AoError {
  const { reason, mend } = explainWriteError(cause, home);
  return new AoError("home_unusable", `${action}: ${reason}`, { hint: mend, cause });
}
