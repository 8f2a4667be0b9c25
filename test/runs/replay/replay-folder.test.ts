import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Directories } from "#src/config/directories.ts";
import { unwritable } from "#src/runs/replay/replay-folder.ts";
import type { RunService } from "#src/runs/run-service.ts";
import {
  RUN,
  SESSION,
  STREAM,
  ask,
  callEnd,
  callStart,
  chatAnswer,
  numbered,
  openService,
  runEnd,
  runStart,
  temporaryHome,
} from "#test/runs/recorded-run.ts";
import { DEAD_PID, writeSpool } from "#test/runs/spool.ts";

const AGAIN = "r33333333333";

async function recordOne(service: RunService): Promise<void> {
  await service.ingest(RUN, "owner", numbered([runStart({ pid: DEAD_PID }), runEnd()]));
  const call = [callStart("1", ask("hello")), callEnd("1", chatAnswer("secret"))];
  await service.ingest(RUN, STREAM, numbered(call));
}

const filesOf = ({ runtime }: Directories): string[] => readdirSync(join(runtime, "replay"));

function age(file: string): void {
  const anHourAgo = new Date(Date.now() - 3600_000);
  utimesSync(file, anHourAgo, anHourAgo);
}

test("what a killed re-run was answered from goes with its spool", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await recordOne(service);
  const { file } = await service.exportReplay(RUN, {});
  const readings = file.replace(".jsonl", ".readings");
  writeFileSync(readings, "");
  const start = runStart({ run_id: AGAIN, parent_run_id: RUN, pid: DEAD_PID });
  writeSpool(
    home,
    { owner: [start] },
    { run_id: AGAIN, replay_file: file, readings_file: readings },
  );
  await service.collect();
  expect(filesOf(home)).toEqual([]);
});

test("a manifest cannot have other files deleted", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const precious = join(home.runtime, "precious.txt");
  mkdirSync(home.runtime, { recursive: true });
  writeFileSync(precious, "mine");
  const dotted = join(home.runtime, "replay", "..", "precious.txt");
  writeSpool(home, { owner: [runStart({ pid: DEAD_PID })] }, { replay_file: precious });
  await service.collect();
  writeSpool(home, { owner: [] }, { replay_file: `${dirname(dotted)}/precious.txt` });
  await service.collect();
  expect(existsSync(precious)).toBe(true);
});

test("a full disk is named as such, with the file and what to do", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
  });
  expect(unwritable("/home/me/ao/runtime/replay/r1.jsonl", full)).toMatchObject({
    code: "home_unusable",
    message: 'Cannot write "/home/me/ao/runtime/replay/r1.jsonl": the disk is full',
    hint: "make room on that disk, or set AO_HOME to a folder on another one",
  });
});

test("files that no run names are deleted after a while, those of a run under way are not", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await recordOne(service);
  const left = await service.exportReplay(RUN, {});
  const inUse = await service.exportReplay(RUN, {});
  age(left.file);
  age(inUse.file);
  writeSpool(home, {}, { run_id: AGAIN, owner_pid: process.pid, replay_file: inUse.file });
  const young = await service.exportReplay(RUN, {});
  await service.collect();
  const kept = [inUse.file, young.file].map((file) => file.slice(dirname(file).length + 1));
  expect(filesOf(home).sort()).toEqual(kept.sort());
});

test.each([
  ["a session", (service: RunService) => service.deleteSession(SESSION)],
  ["a run", (service: RunService) => service.deleteRun(RUN)],
])("%s that is deleted leaves nothing that it said there", async (_, remove) => {
  using home = temporaryHome();
  await using service = await openService(home);
  await recordOne(service);
  await service.exportReplay(RUN, {});
  await remove(service);
  expect(filesOf(home)).toEqual([]);
});
