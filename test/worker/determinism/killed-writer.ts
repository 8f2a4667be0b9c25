// Writes readings without end, until it is killed.
import { createPlaces } from "#src/worker/determinism/places.ts";
import { createReadingsLog } from "#src/worker/determinism/readings-log.ts";

const [, , directory = "", canMap] = process.argv;
const readings = {
  wall: 1000,
  performance: 0,
  hrtime: 0n,
  nanoseconds: 0,
  instant: 1_000_000_000n,
  uptime: 0,
};
const log = createReadingsLog({
  directory,
  streamId: `${process.pid}-killed`,
  process: "0.1",
  start: { readings, timeOrigin: 1000 },
  canMap: canMap === "mapped",
});
const path = createPlaces(() => {}).current();
for (let value = 1; ; value++) {
  log.write("performance", { path, isPlaced: false }, value);
  if (value === 5000) process.stdout.write("many\n");
  // The log holds some megabytes: it must not be full when the signal comes.
  if (value > 5000) Bun.sleepSync(0.01);
}
