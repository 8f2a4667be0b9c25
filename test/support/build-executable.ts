// Builds dist/ao once before the tests that drive it, when a source is newer.
import { statSync } from "node:fs";

const root = new URL("../..", import.meta.url).pathname;

export function setup(): void {
  if (process.env["AO_TEST_EXECUTABLE"] || isFresh()) return;
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, "scripts/build.ts"], { cwd: root });
  if (exitCode !== 0) throw new Error(`Cannot build dist/ao: ${stderr.toString()}`);
}

function isFresh(): boolean {
  const built = statSync(`${root}dist/ao`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = new Bun.Glob("{src,scripts/build}/**/*").scanSync(root);
  return [...sources, "package.json"].every((file) => statSync(root + file).mtimeMs < built);
}
