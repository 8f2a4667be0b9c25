// Every benchmark, one after the other: `npm run bench`. Needs dist/ao.
const root = new URL("../..", import.meta.url).pathname;
for (const name of ["recording", "determinism", "intercept", "matching", "large-run", "rerun"]) {
  console.log(`\n— ${name}`);
  const { exitCode } = Bun.spawnSync([process.execPath, `scripts/bench/${name}.ts`], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (exitCode !== 0) process.exit(exitCode);
}
