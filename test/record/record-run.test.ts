import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSettings } from "#src/config/settings.ts";
import { recordRun } from "#src/record/record-run.ts";
import { replayTarget } from "#src/record/rerun-target.ts";
import type { ReplayExport } from "#src/protocol/http-api.ts";

test("a re-run that cannot be answered from what was recorded is not started: its calls would go out", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ao-record-run-"));
  const script = join(folder, "program.ts");
  writeFileSync(script, `await Bun.write(${JSON.stringify(join(folder, "ran"))}, "");`);
  const replayFile = join(folder, "replay.jsonl");
  writeFileSync(replayFile, "");
  // A file where the home is to be: nothing can be written there.
  writeFileSync(join(folder, "home"), "");
  const settings = readSettings({ AO_HOME: join(folder, "home") });
  const exported = {
    file: replayFile,
    readings_file: null,
    session: { session_id: "s00000000001", name: "agent" },
    run: { run_id: "r00000000001" },
    replay: { run_id: "r00000000001", match: { mode: "exact", ignore: [] }, edits: [] },
  };
  const started = recordRun(settings, {
    script,
    args: [],
    seed: null,
    determinism: { seed: null, clock: "real", readings_file: null },
    target: replayTarget(exported as unknown as ReplayExport),
    descriptors: [],
    patience: { deliverMs: 0, settleMs: 0 },
    timeoutMs: null,
  });
  await expect(started).rejects.toMatchObject({
    code: "home_unusable",
    message: expect.stringContaining(`Cannot run "${script}" again: `),
  });
  expect(existsSync(join(folder, "ran"))).toBe(false);
  expect(existsSync(replayFile)).toBe(false);
  rmSync(folder, { recursive: true });
});
