import { expect, test } from "vitest";
import { Environments } from "#src/runs/environments.ts";
import {
  RUN,
  SESSION,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "./recorded-run.ts";

test("keeps the newest of a run, and none that is larger than a process can have", () => {
  const environments = new Environments();
  environments.keep("a", { KEY: "1" });
  environments.keep("a", { KEY: "2" });
  environments.keep("b", { KEY: "x".repeat(3 * 1024 * 1024) });
  expect(environments.of("a")).toEqual({ KEY: "2" });
  expect(environments.of("b")).toBeNull();
});

test("all together are bounded: the oldest go first", () => {
  const environments = new Environments();
  const ids = Array.from({ length: 40 }, (_, index) => `run${index}`);
  for (const id of ids) environments.keep(id, { KEY: "x".repeat(1024 * 1024) });
  expect(environments.of("run39")).not.toBeNull();
  expect(environments.of("run0")).toBeNull();
  expect(environments.runIds().length).toBeLessThanOrEqual(32);
});

test("a run without one has that of its session's newest; with the session it is forgotten", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const later = "rlater222222";
  await service.ingest(RUN, "owner", numbered([runStart(), runEnd()]));
  await service.ingest(later, "owner", numbered([runStart({ run_id: later }), runEnd()]));
  service.keepEnvironment(RUN, { WHO: "first" });
  expect(await service.environmentFor(later)).toEqual({ WHO: "first" });
  service.keepEnvironment(later, { WHO: "second" });
  expect(await service.environmentFor(RUN)).toEqual({ WHO: "first" });
  expect(await service.environmentFor(later)).toEqual({ WHO: "second" });
  await service.deleteSession(SESSION);
  await service.ingest(RUN, "owner", numbered([runStart(), runEnd()]));
  expect(await service.environmentFor(RUN)).toBeNull();
});
