import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isFresh } from "#scripts/build/is-fresh.ts";

const FILES = [
  "src/main.ts",
  "src/cli/completion/ao.zsh",
  "scripts/build/compile.ts",
  "scripts/build.ts",
  "package.json",
  "package-lock.json",
];

const setAge = (path: string, seconds: number): void => utimesSync(path, seconds, seconds);

test("an executable is stale when anything it is made of is newer", () => {
  const root = mkdtempSync(join(tmpdir(), "ao-fresh-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const executable = join(root, "ao");
  for (const name of FILES) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), "");
    setAge(join(root, name), 1000);
  }
  for (const folder of ["src/cli/completion", "src/cli", "src", "scripts/build"]) {
    setAge(join(root, folder), 1000);
  }
  expect(isFresh(executable, root)).toBe(false);
  writeFileSync(executable, "");
  setAge(executable, 2000);
  expect(isFresh(executable, root)).toBe(true);
  for (const name of [...FILES, "src/cli"]) {
    setAge(join(root, name), 3000);
    expect(isFresh(executable, root), name).toBe(false);
    setAge(join(root, name), 1000);
  }
});
