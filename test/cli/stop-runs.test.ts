import { expect, test } from "vitest";
import { stopRuns } from "#src/cli/stop-runs.ts";
import { AoError } from "#src/errors.ts";
import type { Run } from "#src/protocol/session.ts";

const runs = ["one", "over", "three"].map((run_id) => ({ run_id }) as Run);

test("a run that ends by itself meanwhile does not keep the others going; all are stopped at once", async () => {
  const asked: string[] = [];
  const all = Promise.withResolvers<void>();
  const told: string[] = [];
  const stopped = await stopRuns(
    {
      stopRun: async (runId) => {
        if (asked.push(runId) === runs.length) all.resolve();
        await all.promise;
        if (runId === "over") throw new AoError("conflict", "Cannot stop run: it is finished");
        return { run_id: runId } as Run;
      },
    },
    runs,
    { timeoutMs: 1500, onStopped: async ({ run_id }) => void told.push(run_id) },
  );
  expect(stopped.map(({ run_id }) => run_id)).toEqual(["one", "three"]);
  expect(told).toEqual(["one", "three"]);
});

test("what else goes wrong is told", async () => {
  const problem = new AoError("internal", "Cannot stop run: process 5 does not end");
  const stopRun = (): Promise<Run> => Promise.reject(problem);
  const stopping = stopRuns({ stopRun }, runs, { timeoutMs: null, onStopped: async () => {} });
  await expect(stopping).rejects.toThrow("does not end");
});
