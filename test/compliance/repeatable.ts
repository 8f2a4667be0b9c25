// Preload of the determinism scenarios: the program's clocks and random numbers as in a recorded run.
import { installDeterminism, type DeterminismOptions } from "#src/worker/determinism/install.ts";
import { createPatches } from "#src/intercept/patches.ts";

const given = process.env["REPEATABLE"];
delete process.env["REPEATABLE"];
if (given !== undefined) {
  const options = JSON.parse(given) as Omit<DeterminismOptions, "streamId" | "report">;
  const streamId = `${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
  installDeterminism({ ...options, streamId, report: fail }, createPatches());
}

function fail(error: unknown): never {
  throw error;
}
