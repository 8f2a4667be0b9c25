// Builds dist/ao once before the tests that drive it, when a source is newer.
import { isFresh } from "#scripts/build/is-fresh.ts";

const root = new URL("../..", import.meta.url).pathname;

export function setup(): void {
  if (process.env["AO_TEST_EXECUTABLE"] || isFresh(`${root}dist/ao`, root)) return;
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, "scripts/build.ts"], { cwd: root });
  if (exitCode !== 0) throw new Error(`Cannot build dist/ao: ${stderr.toString()}`);
}
