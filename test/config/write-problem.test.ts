// Full and read-only disks need a kernel's help to make; what they answer with is tested here.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainWriteError, findWriteProblem } from "#src/config/write-problem.ts";

test.each([
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk is full"],
  ["EROFS", "the file system is read-only"],
  ["EACCES", "permission denied"],
  ["EEXIST", "it is a file"],
  ["ENOTDIR", "a part of its path is a file"],
  ["EIO", "as it was"],
])("%s in words", (code, reason) => {
  const error = Object.assign(new Error(`${code}: as it was`), { code });
  const problem = explainWriteError(error, "/home/ann/.cache/ao");
  expect(problem.reason).toBe(reason);
  expect(problem.mend).toContain("AO_HOME");
});

test("findWriteProblem() tries, and leaves nothing behind", () => {
  const folder = mkdtempSync(join(tmpdir(), "ao-write-"));
  try {
    expect(findWriteProblem(folder)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    expect(findWriteProblem(join(folder, "missing"))?.reason).toBe("no such file or directory");
    // Has no room, ever, and belongs to root.
    expect(findWriteProblem("/proc")).not.toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
