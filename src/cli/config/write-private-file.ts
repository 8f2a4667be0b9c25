// Replaces a file of ao's home: whole or not at all, readable by this user only.
import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { createHome, homeUnusable } from "#src/config/home.ts";
import { writeExclusively } from "#src/config/write-exclusively.ts";
import type { Directories } from "#src/config/directories.ts";

/** @throws AoError `home_unusable`; what was there before is then still there. */
export function writePrivateFile(directories: Directories, path: string, text: string): void {
  createHome(directories);
  const temporary = `${path}.${process.pid}.${randomBytes(6).toString("hex")}`;
  try {
    writeExclusively(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw homeUnusable(`Cannot write "${path}"`, directories.home, error);
  }
}
