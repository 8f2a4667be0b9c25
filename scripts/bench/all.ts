// Every benchmark, one after the other: `npm run bench`. Needs dist/ao, and Chromium for the page.
const root = new URL("../..", import.meta.url).pathname;
const NAMES = ["recording", "determinism", "intercept", "matching", "large-run", "rerun", "page"];
for (const name of NAMES) {
  console.log(`\n— ${name}`);
  const { exitCode } = Bun.spawnSync([process.execPath, `scripts/bench/${name}.ts`], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (exitCode !== 0) process.exit(exitCode);
}
