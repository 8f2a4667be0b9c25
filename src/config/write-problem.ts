// Why ao cannot write in its home, in words and with what to do. Runs in the CLI and in the server.
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describeSystemError } from "#src/config/system-error.ts";

export interface WriteProblem {
  readonly reason: string;
  /** What a person can do about it. */
  readonly mend: string;
}

/** What a failed write, open or mkdir in `folder` means. */
export function explainWriteError(error: unknown, folder: string): WriteProblem {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOSPC":
    case "EDQUOT":
      return {
        reason: "the disk is full",
        mend: "make room on that disk, or set AO_HOME to a folder on another one",
      };
    case "EROFS":
      return {
        reason: "the file system is read-only",
        mend: "set AO_HOME to a folder that can be written to",
      };
    case "EACCES":
    case "EPERM":
      return { reason: "permission denied", mend: otherFolder(folder) };
    case "EEXIST":
      return { reason: "it is a file", mend: otherFolder(folder) };
    case "ENOTDIR":
      return { reason: "a part of its path is a file", mend: otherFolder(folder) };
    default:
      return { reason: describeSystemError(error), mend: otherFolder(folder) };
  }
}

function otherFolder(folder: string): string {
  return `make ${folder} a folder this user can write to, or set AO_HOME`;
}

/** Why nothing can be written into a folder, or null. Tried, for modes do not tell of full disks. */
export function findWriteProblem(folder: string): WriteProblem | null {
  const probe = join(folder, `.ao-probe-${crypto.randomUUID()}`);
  try {
    const file = openSync(probe, "wx", 0o600);
    try {
      writeSync(file, "ao");
    } finally {
      closeSync(file);
      rmSync(probe);
    }
    return null;
  } catch (error) {
    return explainWriteError(error, folder);
  }
}
