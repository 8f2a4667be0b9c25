import { expect, test } from "vitest";
import { RUN, numbered, openService, runStart, temporaryHome } from "#test/runs/recorded-run.ts";

test("a run tells the names of its environment variables in order, also from within a subrun", async () => {
  using directories = temporaryHome();
  await using service = await openService(directories);
  const subrun = "rsub22222222";
  await service.ingest(
    RUN,
    "owner",
    numbered([
      runStart({ environment_names: ["PATH", "HOME"] }),
      { type: "subrun-start", subrun, within: null, name: "s", path: "s", started_at: 1 },
    ]),
  );
  expect(await service.environment(RUN)).toEqual({ run_id: RUN, names: ["HOME", "PATH"] });
  expect((await service.environment(subrun)).names).toEqual(["HOME", "PATH"]);
  await expect(service.environment("rxxxxxxxxxxx")).rejects.toThrow(/rxxxxxxxxxxx/);
});
