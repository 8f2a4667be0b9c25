import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SpoolCollector } from "#src/server/spool-collector.ts";
import { silentLogger } from "#src/config/logger.ts";
import { createTemporaryHome } from "#test/support/temporary-home.ts";
import { createMemoryRunService } from "#test/support/memory-run-service.ts";

test("who is about to look waits for an orphaned spool, and for nothing where there is none", async () => {
  using home = createTemporaryHome();
  const spool = join(home.path, "spool");
  mkdirSync(spool, { recursive: true });
  const runs = createMemoryRunService();
  const collector = new SpoolCollector(runs, spool, silentLogger);
  await collector.refresh();
  expect(runs.collected()).toBe(0);
  mkdirSync(join(spool, "abcdefghjkmn"));
  await collector.refresh();
  expect(runs.collected()).toBe(1);
  await collector.stop();
});
