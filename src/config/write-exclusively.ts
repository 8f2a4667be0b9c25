// Makes a file that must not be there yet, whole on the disk and readable by this user only.
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

/** @throws the file system's error, `EEXIST` where the file is there. */
export function writeExclusively(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
