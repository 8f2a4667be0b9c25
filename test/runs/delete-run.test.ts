import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { RunDelta } from "#src/protocol/socket-api.ts";
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
} from "./recorded-run.ts";
import { DEAD_PID, writeSpool } from "./spool.ts";

const CHILD = "r33333333333";

test("deleteRun() takes the run and its spool, and leaves its re-runs", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const call = [callStart("1", ask("hello")), callEnd("1", chatAnswer("hi"))];
  await service.ingest(RUN, "owner", numbered([runStart({ pid: DEAD_PID }), runEnd()]));
  await service.ingest(RUN, STREAM, numbered(call));
  const child = runStart({ run_id: CHILD, parent_run_id: RUN, pid: DEAD_PID });
  await service.ingest(CHILD, "owner", numbered([child, runEnd()]));
  await service.ingest(CHILD, STREAM, numbered(call));
  const folder = writeSpool(home, { [STREAM]: call });
  const deltas: RunDelta[] = [];
  service.subscribe((delta) => deltas.push(delta));
  await service.deleteRun(RUN);
  expect(deltas).toMatchObject([
    { type: "run.deleted", session_id: SESSION, run_id: RUN, data: { deleted: true } },
    { type: "session.updated", data: { runs: 1 } },
  ]);
  expect(existsSync(folder)).toBe(false);
  await service.collect();
  const [left, ...others] = await service.listRuns(SESSION);
  expect([left?.run_id, left?.parent_run_id, others]).toEqual([CHILD, RUN, []]);
  const node = await service.node(CHILD, "n1");
  expect(node.output).toEqual(JSON.parse(chatAnswer("hi")));
  await expect(service.deleteRun(RUN)).rejects.toMatchObject({ code: "not_found" });
});

test("deleteRun() takes its subruns along", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const at = Date.now();
  const inside = { within: null, name: "sample", path: "sample", started_at: at } as const;
  await service.ingest(RUN, "owner", numbered([runStart({ pid: DEAD_PID }), runEnd()]));
  const call = callStart("1", ask("hello"), { subrun: CHILD });
  await service.ingest(
    RUN,
    STREAM,
    numbered([{ type: "subrun-start", subrun: CHILD, ...inside }, call]),
  );
  expect(await service.listRuns(SESSION)).toHaveLength(2);
  const deltas: RunDelta[] = [];
  service.subscribe((delta) => deltas.push(delta));
  await service.deleteRun(RUN);
  expect(await service.listRuns(SESSION)).toEqual([]);
  const deleted = deltas.filter(({ type }) => type === "run.deleted");
  expect(deleted.map(({ run_id }) => run_id)).toEqual([RUN, CHILD]);
});

test("deleteRun() refuses while the run is going on, and changes nothing", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  await service.ingest(RUN, "owner", numbered([runStart()]));
  await expect(service.deleteRun(RUN)).rejects.toMatchObject({
    code: "conflict",
    message: `Cannot delete run ${RUN}: it is going on`,
  });
  expect(await service.listRuns(SESSION)).toHaveLength(1);
});

test("renameSession() names it anew, but not after the newest one", async () => {
  using home = temporaryHome();
  await using service = await openService(home);
  const { session_id } = await service.createSession({ name: "before" });
  const deltas: RunDelta[] = [];
  service.subscribe((delta) => deltas.push(delta));
  expect(await service.renameSession(session_id, "after")).toMatchObject({ name: "after" });
  expect(deltas).toMatchObject([{ type: "session.updated", data: { name: "after" } }]);
  expect(await service.findSession("after")).toMatchObject({ session_id });
  await expect(service.renameSession(session_id, "last")).rejects.toMatchObject({
    code: "bad_input",
    message: 'Cannot use the name "last": it stands for the newest session',
  });
  await expect(service.renameSession("nothing", "x")).rejects.toMatchObject({ code: "not_found" });
});
